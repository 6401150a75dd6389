<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ListOutlook</name>
    <message>
        <source>4  What it would do</source>
        <translation>4  导入后会怎样</translation>
    </message>
    <message>
        <source>The whole list can be taken back afterwards.</source>
        <translation>导入以后，整份表可以一次撤回。</translation>
    </message>
    <message>
        <source>No column is a question yet. Say at the left which one is what.</source>
        <translation>还没有一列对得上问题。请在左边指定哪一列是什么。</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>after</source>
        <translation>导入后</translation>
    </message>
    <message numerus="yes">
        <source>%n not taken</source>
        <translation>
            <numerusform>%n 处没有收</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Choose a list …  Ctrl+O</source>
        <translation>选一份表…  Ctrl+O</translation>
    </message>
    <message>
        <source>What the rows are</source>
        <translation>每行是什么</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Community of all rows</source>
        <translation>各行所属社区</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列名</translation>
    </message>
    <message>
        <source>First cell</source>
        <translation>第一格</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>对应的问题</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>写法</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>当作</translation>
    </message>
    <message>
        <source>Import a list</source>
        <translation>导入名册</translation>
    </message>
    <message>
        <source>choose a list</source>
        <translation>选一份表</translation>
    </message>
    <message>
        <source>headings are here</source>
        <translation>这行是表头</translation>
    </message>
    <message>
        <source>import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>A list</source>
        <translation>名册</translation>
    </message>
    <message>
        <source>Importing %1 …</source>
        <translation>正在导入 %1…</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) imported</source>
        <translation>
            <numerusform>导入了 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读 %1…</translation>
    </message>
    <message numerus="yes">
        <source>Import %n row(s)  F9</source>
        <translation>
            <numerusform>导入 %n 行  F9</numerusform>
        </translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不要</translation>
    </message>
    <message>
        <source>2  Columns</source>
        <translation>2  列</translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n 列没有用上</numerusform>
        </translation>
    </message>
    <message>
        <source>leave such cells out</source>
        <translation>这样的格子不要</translation>
    </message>
    <message>
        <source>choose …</source>
        <translation>请选…</translation>
    </message>
    <message>
        <source>Choose a list, or drop it here: .xls, .xlsx, .ods, .csv. Nothing is written before you say so.</source>
        <translation>选一份表，或者拖到这里：.xls、.xlsx、.ods、.csv。您按导入以前，什么也不会写入。</translation>
    </message>
    <message>
        <source>1  Headings</source>
        <translation>1  表头</translation>
    </message>
    <message>
        <source>3  Words that are no choice</source>
        <translation>3  认不出的写法</translation>
    </message>
    <message>
        <source>&lt;p&gt;Drop a list here (.xls, .xlsx, .ods, .csv). The bold rows are taken for its headings: a click on a row number says otherwise, with Shift for the lower one of two.&lt;/p&gt;&lt;p&gt;Every column has its question, or is left out; Enter changes it. Words that are no choice are listed once, with what they mean. What you say is remembered for the next list.&lt;/p&gt;&lt;p&gt;Nothing is written before F9, and the whole list can be taken back.&lt;/p&gt;</source>
        <translation>&lt;p&gt;把表拖到这里（.xls、.xlsx、.ods、.csv）。粗体的行当作表头：不对就点一下行号，表头有两行时按住 Shift 点下面一行。&lt;/p&gt;&lt;p&gt;每一列对应一个问题，或者不要；按 Enter 改。认不出的写法只列一次，选它当作什么。您说过的，下一份表会记得。&lt;/p&gt;&lt;p&gt;按 F9 以前什么也不写入；导入以后，整份表可以一次撤回。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>in bold; if they are not, click the number of their row</source>
        <translation>粗体的就是；不对就点一下表头所在的行号</translation>
    </message>
</context>
</TS>
