<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>FindingTable</name>
    <message>
        <source>Where</source>
        <translation>在哪里</translation>
    </message>
    <message>
        <source>What</source>
        <translation>怎么了</translation>
    </message>
    <message>
        <source>How to mend it</source>
        <translation>怎么改</translation>
    </message>
</context>
<context>
    <name>FormsPage</name>
    <message>
        <source>Choose a form …  Ctrl+O</source>
        <translation>选问卷文件…  Ctrl+O</translation>
    </message>
    <message>
        <source>Try it out  F5</source>
        <translation>试填  F5</translation>
    </message>
    <message>
        <source>Publish  F9</source>
        <translation>发布  F9</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>choose a form</source>
        <translation>选问卷文件</translation>
    </message>
    <message>
        <source>try it out</source>
        <translation>试填</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>leave it</source>
        <translation>先不管</translation>
    </message>
    <message>
        <source>&lt;p&gt;A form is changed in Excel or WPS and dropped here. Everything that is wrong with it stands in a list with sheet, row and how to mend it; remarks do not hold it up.&lt;/p&gt;&lt;p&gt;Then you see what changes and how many records have answers that it touches. F5 tries the form out, and nothing of that is kept. F9 publishes it: it is in use here at once, and the laptops get it with whatever is written for them next. Nothing that was recorded is lost.&lt;/p&gt;</source>
        <translation>&lt;p&gt;问卷在 Excel 或 WPS 里改好，拖到这里。有毛病的地方列成一张表：哪张表、第几行、怎么改；提醒不妨碍发布。&lt;/p&gt;&lt;p&gt;接着能看到有哪些变化、有多少条记录的答案与此相关。F5 试填，试填的什么也不保存。F9 发布：本机马上启用，下次给笔记本写文件时一并带下去。录过的一条也不会丢。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>A changed form</source>
        <translation>改过的问卷</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读 %1…</translation>
    </message>
    <message>
        <source>Taking it into use …</source>
        <translation>正在启用…</translation>
    </message>
    <message>
        <source>row %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>What version %1 changes</source>
        <translation>第 %1 版有哪些变化</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>有哪些变化</translation>
    </message>
    <message>
        <source>In use: %1, version %2</source>
        <translation>正在用：%1，第 %2 版</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n 道题</numerusform>
        </translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>第 %1 版</translation>
    </message>
    <message>
        <source>not heard of yet</source>
        <translation>还没听说</translation>
    </message>
    <message>
        <source>gets the new one with its next return</source>
        <translation>下次交接时带去新版</translation>
    </message>
    <message>
        <source>Which laptop has which version</source>
        <translation>哪台笔记本用哪一版</translation>
    </message>
    <message>
        <source>or drop it here: .xlsx, .xls, .xml, a whole pack</source>
        <translation>也可以拖到这里：.xlsx、.xls、.xml，或整个问卷包</translation>
    </message>
</context>
<context>
    <name>PreviewPage</name>
    <message>
        <source>Trying it out: answer what you like, nothing is kept. Esc goes back.</source>
        <translation>试填：随便怎么填，什么也不会保存。Esc 回去。</translation>
    </message>
    <message>
        <source>enough tried</source>
        <translation>不试了</translation>
    </message>
</context>
</TS>
