<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AgreedList</name>
    <message numerus="yes">
        <source>%n field(s) without disagreement</source>
        <translation>
            <numerusform>没有分歧的 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>fold  F2</source>
        <translation>收起  F2</translation>
    </message>
    <message>
        <source>show  F2</source>
        <translation>展开  F2</translation>
    </message>
</context>
<context>
    <name>AlikeList</name>
    <message>
        <source>One by one  Esc</source>
        <translation>逐个看  Esc</translation>
    </message>
    <message numerus="yes">
        <source>Decide %n so  Enter</source>
        <translation>
            <numerusform>这 %n 个照此定  Enter</numerusform>
        </translation>
    </message>
    <message>
        <source>Why are all of them decided so?</source>
        <translation>为什么都这样判？</translation>
    </message>
</context>
<context>
    <name>BatchList</name>
    <message>
        <source>Print the ledger …  Ctrl+P</source>
        <translation>打印合并台账…  Ctrl+P</translation>
    </message>
    <message>
        <source>Save the ledger …  Ctrl+S</source>
        <translation>另存合并台账…  Ctrl+S</translation>
    </message>
    <message>
        <source>print the ledger</source>
        <translation>打印合并台账</translation>
    </message>
    <message>
        <source>save the ledger</source>
        <translation>另存合并台账</translation>
    </message>
    <message>
        <source>Take it back all the same  U</source>
        <translation>还是撤销  U</translation>
    </message>
    <message>
        <source>Everything merged so far, the latest first</source>
        <translation>并过的，最近的在上</translation>
    </message>
    <message>
        <source>Take this batch back  U</source>
        <translation>撤销这一批  U</translation>
    </message>
    <message>
        <source>Nothing has been merged yet.</source>
        <translation>还没有并过。</translation>
    </message>
    <message>
        <source>taken back %1</source>
        <translation>%1 已撤销</translation>
    </message>
    <message>
        <source>Bring this batch back  U</source>
        <translation>恢复这一批  U</translation>
    </message>
    <message>
        <source>take back, or bring back</source>
        <translation>撤销，或恢复</translation>
    </message>
    <message>
        <source>why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why is it taken back?</source>
        <translation>为什么撤销？</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>W says why; it goes to the laptop too.</source>
        <translation>按 W 写理由，会随盘带到笔记本。</translation>
    </message>
</context>
<context>
    <name>ChangeView</name>
    <message>
        <source>Nothing has been written yet.  Esc goes back to the desk.</source>
        <translation>还没有写入。Esc 回到合并台。</translation>
    </message>
    <message>
        <source>all communities</source>
        <translation>全部社区</translation>
    </message>
    <message>
        <source>What would change, %1</source>
        <translation>会改动什么：%1</translation>
    </message>
    <message>
        <source>Nothing would change, %1</source>
        <translation>没有改动：%1</translation>
    </message>
    <message>
        <source>All fields</source>
        <translation>全部项目</translation>
    </message>
    <message>
        <source>who it is</source>
        <translation>是谁</translation>
    </message>
    <message>
        <source>community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>field</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>after</source>
        <translation>并后</translation>
    </message>
    <message>
        <source>by</source>
        <translation>谁改的</translation>
    </message>
    <message>
        <source>when</source>
        <translation>何时</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>ConflictDesk</name>
    <message numerus="yes">
        <source>%n decided; it travels back to the laptops with the next hand-over.</source>
        <translation>
            <numerusform>定了 %n 个；下次交接时带回各社区。</numerusform>
        </translation>
    </message>
    <message>
        <source>choose</source>
        <translation>选</translation>
    </message>
    <message>
        <source>decide</source>
        <translation>定</translation>
    </message>
    <message>
        <source>send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>back</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>alike ones</source>
        <translation>同类</translation>
    </message>
    <message>
        <source>Sent back to %1 with the next stick.</source>
        <translation>已退给 %1，随下一个优盘带回。</translation>
    </message>
    <message>
        <source>all fields</source>
        <translation>各项</translation>
    </message>
    <message>
        <source>say why</source>
        <translation>写理由</translation>
    </message>
</context>
<context>
    <name>ConflictView</name>
    <message>
        <source>Something else</source>
        <translation>另填</translation>
    </message>
    <message>
        <source>Decide  Enter</source>
        <translation>就这样定  Enter</translation>
    </message>
    <message>
        <source>Nothing left to decide.</source>
        <translation>没有待判的了。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2 个</translation>
    </message>
    <message>
        <source>Before: %1</source>
        <translation>原来：%1</translation>
    </message>
    <message>
        <source>Why so?</source>
        <translation>为什么这样判？</translation>
    </message>
    <message>
        <source>Reason: %1</source>
        <translation>理由：%1</translation>
    </message>
    <message>
        <source>W says why</source>
        <translation>按 W 写理由</translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>conflicting</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>due %1    ready %2    need you %3    missing %4</source>
        <translation>应交 %1    可并 %2    要处理 %3    未交 %4</translation>
    </message>
    <message numerus="yes">
        <source>%n disagreement(s) wait for you.  F6</source>
        <translation>
            <numerusform>有 %n 处分歧等着判。F6</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose files …  Ctrl+O</source>
        <translation>选文件…  Ctrl+O</translation>
    </message>
    <message>
        <source>New laptop …  F8</source>
        <translation>新电脑…  F8</translation>
    </message>
    <message>
        <source>Nothing yet. Plug in a stick or drop files here.</source>
        <translation>还没有收到。请把各社区的优盘插上，或把文件拖进来。</translation>
    </message>
    <message>
        <source>Every batch can be taken back as a whole afterwards.</source>
        <translation>并入后随时可整批撤销。</translation>
    </message>
    <message>
        <source>Reading what has come …</source>
        <translation>正在看收到的文件…</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>退</translation>
    </message>
    <message numerus="yes">
        <source>Merge %n file(s)   F9</source>
        <translation>
            <numerusform>并入 %n 份   F9</numerusform>
        </translation>
    </message>
    <message>
        <source>Plug in the next stick, or drop files here.</source>
        <translation>插上下一个优盘，或把文件拖到这里。</translation>
    </message>
    <message>
        <source>What it would do  (nothing is written yet)</source>
        <translation>并进来会怎样  (还没有写入)</translation>
    </message>
    <message>
        <source>Nothing waits to be merged.</source>
        <translation>没有等着并入的。</translation>
    </message>
    <message>
        <source>Fields that would change:  %1</source>
        <translation>会改动的字段：  %1</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Who, and from what to what …  F2</source>
        <translation>逐人逐项看 …  F2</translation>
    </message>
</context>
<context>
    <name>DuplicateDesk</name>
    <message>
        <source>One person</source>
        <translation>是同一人</translation>
    </message>
    <message>
        <source>Two persons; asked again only if something about them changes</source>
        <translation>不是同一人；情况没变就不再问</translation>
    </message>
    <message>
        <source>Sent back to %1 with the next stick.</source>
        <translation>随下一次优盘退回给 %1。</translation>
    </message>
    <message>
        <source>one person</source>
        <translation>是同一人</translation>
    </message>
    <message>
        <source>two persons</source>
        <translation>不是</translation>
    </message>
    <message>
        <source>send back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>change sides</source>
        <translation>左右对调</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>back</source>
        <translation>上一个</translation>
    </message>
</context>
<context>
    <name>DuplicateView</name>
    <message>
        <source>1   One person</source>
        <translation>1   是同一人</translation>
    </message>
    <message>
        <source>2   Two persons</source>
        <translation>2   不是</translation>
    </message>
    <message>
        <source>3   Send back …</source>
        <translation>3   退回核实…</translation>
    </message>
    <message>
        <source>Change sides  X</source>
        <translation>左右对调  X</translation>
    </message>
    <message>
        <source>What is to be looked at again?</source>
        <translation>要核实什么？</translation>
    </message>
    <message>
        <source>Send back  Enter</source>
        <translation>退回  Enter</translation>
    </message>
    <message>
        <source>Looking for who is listed twice …</source>
        <translation>正在找谁被录了两次…</translation>
    </message>
    <message>
        <source>Nobody waits.</source>
        <translation>没有要判的疑似同一人。</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 个，共 %2</translation>
    </message>
    <message>
        <source>The assistant has told: it may be the same person.</source>
        <translation>协理员报告：可能是同一人。</translation>
    </message>
    <message>
        <source>The assistant says: another person.</source>
        <translation>协理员说：是另一个人。</translation>
    </message>
    <message>
        <source>Sent back: %1</source>
        <translation>已退回：%1</translation>
    </message>
    <message>
        <source>One door. If it is one person, the right one goes into the left one; choose which answers stay.</source>
        <translation>同一个门。如果是同一人，右边并到左边；不同的回答可以选留哪一个。</translation>
    </message>
    <message>
        <source>Two doors. If it is one person, both stay listed, and the left one is counted.</source>
        <translation>两个门。如果是同一人，两处都保留，只按左边这一处计数。</translation>
    </message>
</context>
<context>
    <name>EnrolPanel</name>
    <message>
        <source>Print the slip   Ctrl+P</source>
        <translation>打印纸条   Ctrl+P</translation>
    </message>
    <message>
        <source>Print the office&apos;s recovery sheet</source>
        <translation>打印本街道的恢复纸</translation>
    </message>
    <message>
        <source>%1 is written and read back. It opens with this code only; it is not kept here.</source>
        <translation>%1 已写好，读回来核对无误。只有这个开包码能打开它，这里不留底。</translation>
    </message>
    <message>
        <source>A start bundle for a laptop</source>
        <translation>给新电脑发启动文件</translation>
    </message>
    <message>
        <source>Doors, records and the pack of one community in one file. Its owner opens it and sets a password.</source>
        <translation>一个社区的门牌、记录和问卷都在一份文件里。录入的人打开它，设个密码就能用。</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>写到哪里</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>写出来</translation>
    </message>
    <message>
        <source>Esc  Leave</source>
        <translation>Esc  不做了</translation>
    </message>
</context>
<context>
    <name>LedgerPaper</name>
    <message>
        <source>Save the ledger</source>
        <translation>另存合并台账</translation>
    </message>
</context>
<context>
    <name>MasterWatch</name>
    <message>
        <source>The master workbook is up to date.</source>
        <translation>总表已更新。</translation>
    </message>
    <message>
        <source>The master is open in WPS or Excel and was left alone; the merge itself is done. It is refreshed when you close it.</source>
        <translation>总表正在 WPS 或 Excel 里开着，没有动它；合并已经完成。关上后会自动更新。</translation>
    </message>
    <message>
        <source>Somebody changed cells in the master. They lie on the desk: look, then F9.</source>
        <translation>有人在总表里改了几格，都在台上：看过再按 F9。</translation>
    </message>
    <message>
        <source>The master holds cells that were not taken; they stand under To do. It is refreshed when somebody has dealt with them.</source>
        <translation>总表里有没采纳的格子，列在“待办”里。处理完就更新总表。</translation>
    </message>
</context>
<context>
    <name>MergePage</name>
    <message>
        <source>same person?</source>
        <translation>疑似同一人</translation>
    </message>
    <message>
        <source>Merge desk</source>
        <translation>合并台</translation>
    </message>
    <message>
        <source>choose files</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>merge</source>
        <translation>并入</translation>
    </message>
    <message>
        <source>conflicts</source>
        <translation>判分歧</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>put the file aside</source>
        <translation>放到一边</translation>
    </message>
    <message>
        <source>&lt;p&gt;Plug in the sticks, or drop the files here. Good files never wait for bad ones, and nothing is written before F9.&lt;/p&gt;&lt;p&gt;The middle shows what would happen; the right shows the totals before and after. Any batch can be taken back later, even after other work.&lt;/p&gt;</source>
        <translation>&lt;p&gt;插上优盘，或把文件拖进来。好的不等坏的；按 F9 之前什么也不写入。&lt;/p&gt;&lt;p&gt;中间是并进来会怎样，右边是总数并前并后。哪一批都能撤销，后面又做了别的也能撤。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Files to merge</source>
        <translation>要并入的文件</translation>
    </message>
    <message>
        <source>%1 is put aside</source>
        <translation>%1 放到一边了</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) merged</source>
        <translation>
            <numerusform>并入了 %n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>The batch is back</source>
        <translation>这一批恢复了</translation>
    </message>
    <message>
        <source>The batch is taken back</source>
        <translation>这一批撤销了</translation>
    </message>
    <message>
        <source>new laptop</source>
        <translation>新电脑</translation>
    </message>
    <message>
        <source>leave; decides nothing</source>
        <translation>走开，不算决定</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>back to the desk</source>
        <translation>回合并台</translation>
    </message>
    <message>
        <source>copy rows</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>who is that</source>
        <translation>看名单</translation>
    </message>
</context>
<context>
    <name>MovedList</name>
    <message>
        <source>Nothing has been written yet.  Esc goes back to the desk.</source>
        <translation>还没有写入。Esc 回合并台。</translation>
    </message>
    <message>
        <source>%1: newly counted %2</source>
        <translation>%1：新计入 %2</translation>
    </message>
    <message>
        <source>%1: counted no more %2</source>
        <translation>%1：不再计入 %2</translation>
    </message>
</context>
<context>
    <name>PaperSlip</name>
    <message>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>For</source>
        <translation>给谁</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Hand the slip over apart from the file. The code is asked once, when the file is first opened.</source>
        <translation>纸条和文件要分开给。第一次打开文件时要输这个码，只输一次。</translation>
    </message>
    <message>
        <source>Start code</source>
        <translation>开包码</translation>
    </message>
    <message>
        <source>Recovery sheet</source>
        <translation>恢复纸</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>1 Receive</source>
        <translation>1 收</translation>
    </message>
    <message>
        <source>2 Look</source>
        <translation>2 看</translation>
    </message>
    <message>
        <source>3 Batches</source>
        <translation>3 批次</translation>
    </message>
    <message>
        <source>4 Settle</source>
        <translation>4 判</translation>
    </message>
    <message>
        <source>Same person?</source>
        <translation>疑似同一人</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Suggestion</source>
        <translation>建议（只是建议）</translation>
    </message>
    <message>
        <source>Take it  Enter</source>
        <translation>采纳  Enter</translation>
    </message>
    <message>
        <source>What is to be looked at again?</source>
        <translation>请核对什么？写一句话</translation>
    </message>
    <message>
        <source>Send back  Enter</source>
        <translation>退回  Enter</translation>
    </message>
    <message>
        <source>Nothing tells which is right.</source>
        <translation>看不出哪个更可靠。</translation>
    </message>
    <message numerus="yes">
        <source>%n alike: the same  A</source>
        <translation>
            <numerusform>同类 %n 个也照此  A</numerusform>
        </translation>
    </message>
    <message>
        <source>Sent back: %1</source>
        <translation>已退回：%1</translation>
    </message>
    <message>
        <source>Ask again …  R</source>
        <translation>再问一次 …  R</translation>
    </message>
    <message>
        <source>Send back to %1 …  R</source>
        <translation>退回 %1 核实 …  R</translation>
    </message>
    <message>
        <source>Send back …  R</source>
        <translation>退回核实 …  R</translation>
    </message>
    <message>
        <source>%1 looked again on %2 and left it so.</source>
        <translation>%1 %2 核对过，没有改。</translation>
    </message>
    <message>
        <source>Nothing was answered on the other side.</source>
        <translation>另一边没有答。</translation>
    </message>
    <message>
        <source>It was asked; the other comes from an old list.</source>
        <translation>这是问到的；另一个抄自旧册。</translation>
    </message>
    <message>
        <source>It was saved later, %2, by %1.</source>
        <translation>录得晚：%2，%1。</translation>
    </message>
    <message>
        <source>Take %1.</source>
        <translation>取 %1。</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Totals</source>
        <translation>总数</translation>
    </message>
    <message>
        <source>Open the master workbook</source>
        <translation>打开总表</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>after</source>
        <translation>并后</translation>
    </message>
    <message>
        <source>difference</source>
        <translation>差</translation>
    </message>
    <message>
        <source>%1: who is that  F5</source>
        <translation>%1，看名单  F5</translation>
    </message>
</context>
</TS>
