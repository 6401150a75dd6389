<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ClauseRow</name>
    <message>
        <source>choose …</source>
        <translation>选…</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>去掉这个条件</translation>
    </message>
    <message>
        <source>is</source>
        <translation>是</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>至少</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>至多</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>里有</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>未填</translation>
    </message>
</context>
<context>
    <name>FiguresView</name>
    <message>
        <source>Save as a table …  Ctrl+S</source>
        <translation>存成表格…  Ctrl+S</translation>
    </message>
    <message>
        <source>Enter on a number shows the records that it counts.</source>
        <translation>在数字上按 Enter，看是哪些人、哪些户。</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>打开这一户</translation>
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
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Key figures</source>
        <translation>关键数字</translation>
    </message>
</context>
<context>
    <name>FilterView</name>
    <message>
        <source>everywhere</source>
        <translation>所有单位</translation>
    </message>
    <message>
        <source>as a list</source>
        <translation>列名单</translation>
    </message>
    <message>
        <source>how many in each area</source>
        <translation>按单位计数</translation>
    </message>
    <message>
        <source>two questions against each other</source>
        <translation>两个问题交叉</translation>
    </message>
    <message>
        <source>One more condition</source>
        <translation>再加一个条件</translation>
    </message>
    <message>
        <source>Name to save it under. Enter</source>
        <translation>起个名字存下来，Enter</translation>
    </message>
    <message>
        <source>no more than that</source>
        <translation>只计数</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已存：%1</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>打开这一户</translation>
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
        <source>one more condition</source>
        <translation>再加条件</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
</context>
<context>
    <name>PrintedView</name>
    <message>
        <source>As of</source>
        <translation>截至</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>%1, as of %2, will be kept for ever as it stands. F8 again publishes it.</source>
        <translation>《%1》（截至 %2）将照现在的样子永远保存。再按一次 F8 公布。</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>打开这一户</translation>
    </message>
    <message>
        <source>back to the figures</source>
        <translation>回到数字</translation>
    </message>
    <message>
        <source>who is that</source>
        <translation>看名单</translation>
    </message>
</context>
<context>
    <name>PublishedView</name>
    <message>
        <source>No. %1   %2</source>
        <translation>第 %1 号   %2</translation>
    </message>
    <message>
        <source>with no. %1, %2</source>
        <translation>和第 %1 号（%2）比</translation>
    </message>
    <message>
        <source>with the records now</source>
        <translation>和现在的数比</translation>
    </message>
    <message>
        <source>open the household</source>
        <translation>打开这一户</translation>
    </message>
    <message>
        <source>back to the numbers</source>
        <translation>回到数字</translation>
    </message>
    <message>
        <source>who and why</source>
        <translation>是谁、为什么</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差别</translation>
    </message>
</context>
<context>
    <name>ReportsPage</name>
    <message>
        <source>Key figures</source>
        <translation>关键数字</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>save</source>
        <translation>存成表格</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save as a table</source>
        <translation>存成表格</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已存：%1</translation>
    </message>
    <message>
        <source>publish</source>
        <translation>公布</translation>
    </message>
    <message>
        <source>&lt;p&gt;The figures are counted from the records as they stand at this moment. What exactly each one counts is said below the table.&lt;/p&gt;&lt;p&gt;Enter on a number shows the records behind it; the list and the number come from the same question, so they always agree.&lt;/p&gt;&lt;p&gt;F8, and F8 again, publishes a report: it is kept as it stands and prints the same for ever. Published reports stand at the end of the list; each says who came in and who went out since the one before, and why.&lt;/p&gt;</source>
        <translation>&lt;p&gt;数字按此刻的记录现算。每个数到底算的是什么，写在表的下面。&lt;/p&gt;&lt;p&gt;在数字上按 Enter，看它背后是哪些人；名单和数字问的是同一件事，所以总是对得上。&lt;/p&gt;&lt;p&gt;F8 再 F8，公布一份报表：照现在的样子保存，以后怎么打印都一样。公布过的报表排在清单最后；每一份都说得出比上一份进了谁、出了谁、为什么。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>No. %1 %2</source>
        <translation>第 %1 号 %2</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>已公布</translation>
    </message>
    <message>
        <source>change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>forget</source>
        <translation>删掉</translation>
    </message>
    <message>
        <source>Forgotten: %1</source>
        <translation>已删掉：%1</translation>
    </message>
    <message>
        <source>Find by conditions</source>
        <translation>按条件找</translation>
    </message>
</context>
</TS>
