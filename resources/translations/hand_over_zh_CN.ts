<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>HandOverPage</name>
    <message>
        <source>In the file</source>
        <translation>这份里有</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>写到哪里</translation>
    </message>
    <message>
        <source>Another folder …  Ctrl+O</source>
        <translation>另选文件夹…  Ctrl+O</translation>
    </message>
    <message>
        <source>An Excel workbook as well, for people to read</source>
        <translation>另外写一份 Excel 表格，给人看</translation>
    </message>
    <message>
        <source>Hand over   F9</source>
        <translation>交出去   F9</translation>
    </message>
    <message>
        <source>Read what came back   F6</source>
        <translation>读回执   F6</translation>
    </message>
    <message>
        <source>Written so far</source>
        <translation>写出过的</translation>
    </message>
    <message>
        <source>Nothing has been handed over from here yet.</source>
        <translation>这台电脑还没有交过。</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交接</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) not yet with the office</source>
        <translation>
            <numerusform>还有 %n 条没交到街道</numerusform>
        </translation>
    </message>
    <message>
        <source>hand over</source>
        <translation>交出去</translation>
    </message>
    <message>
        <source>read what came back</source>
        <translation>读回执</translation>
    </message>
    <message>
        <source>another folder</source>
        <translation>另选文件夹</translation>
    </message>
    <message>
        <source>&lt;p&gt;Everything recorded on this computer goes into one file that only your office can open. It is written, read back and compared before it counts as done; the records stay here as well.&lt;/p&gt;&lt;p&gt;It counts as delivered when the office&apos;s receipt has come back on the stick: plug it in and press F6. Handing over twice does no harm.&lt;/p&gt;</source>
        <translation>&lt;p&gt;这台电脑上录的全都写进一份文件，只有街道打得开。写完读回来核对无误才算写好，本机的数据照样都在。&lt;/p&gt;&lt;p&gt;街道的回执随优盘带回来才算交到：插上优盘，按 F6。多交一次也没有关系。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Writing to %1, then reading it back …</source>
        <translation>正在写到 %1，写完读回来核对…</translation>
    </message>
    <message>
        <source>The office&apos;s answer</source>
        <translation>街道的回执</translation>
    </message>
    <message>
        <source>Reading %1 …</source>
        <translation>正在读 %1…</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) have not reached the office yet</source>
        <translation>
            <numerusform>还有 %n 条没交到街道</numerusform>
        </translation>
    </message>
    <message>
        <source>The office has everything that is here</source>
        <translation>这里的街道都有了</translation>
    </message>
    <message numerus="yes">
        <source>%n interview(s) are still open; they are carried as far as they have come.</source>
        <translation>
            <numerusform>还有 %n 户没收尾，录到哪里就带到哪里。</numerusform>
        </translation>
    </message>
    <message>
        <source>No receipt has come back yet.</source>
        <translation>还没有收到过回执。</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is recorded here yet</source>
        <translation>这里还没有录入</translation>
    </message>
</context>
<context>
    <name>TargetList</name>
    <message>
        <source>Where to</source>
        <translation>写到哪里</translation>
    </message>
    <message>
        <source>Stick  %1</source>
        <translation>优盘  %1</translation>
    </message>
</context>
</TS>
