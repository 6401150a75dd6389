<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>PrintedView</name>
    <message>
        <source>Why? It is kept with your name. Enter</source>
        <translation>为什么要看全？理由会连同您的名字留底。Enter</translation>
    </message>
    <message>
        <source>Numbers in full …</source>
        <translation>号码不遮…</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Key figures</source>
        <translation>关键数字</translation>
    </message>
    <message>
        <source>Save as a table …  Ctrl+S</source>
        <translation>存成表格…  Ctrl+S</translation>
    </message>
    <message>
        <source>Enter on a number shows the records that it counts.</source>
        <translation>在数字上按 Enter，看是哪些人、哪些户。</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>打开这一户</translation>
    </message>
    <message>
        <source>copy rows</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>save</source>
        <translation>存成表格</translation>
    </message>
    <message>
        <source>back to the figures</source>
        <translation>回到数字</translation>
    </message>
    <message>
        <source>who is that</source>
        <translation>看名单</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>&lt;p&gt;The figures are counted from the records as they stand at this moment. What exactly each one counts is said below the table.&lt;/p&gt;&lt;p&gt;Enter on a number shows the records behind it; the list and the number come from the same question, so they always agree.&lt;/p&gt;</source>
        <translation>&lt;p&gt;数字是照此刻的记录数出来的；每个数怎么算，写在表的下面。&lt;/p&gt;&lt;p&gt;在数字上按 Enter 看名单。名单和数字出自同一个条件，总是对得上。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>存成表格</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已存：%1</translation>
    </message>
</context>
</TS>
