<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ToDoPage</name>
    <message>
        <source>keep it out</source>
        <translation>不收</translation>
    </message>
    <message>
        <source>A laptop that exists twice or has forgotten something</source>
        <translation>笔记本被复制过，或丢过记录</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>go there</source>
        <translation>去办</translation>
    </message>
    <message>
        <source>let it in after all</source>
        <translation>还是收下</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) let in</source>
        <translation>
            <numerusform>收下了 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Somewhere</source>
        <translation>没有地址</translation>
    </message>
    <message>
        <source>Nothing is left to decide</source>
        <translation>没有要定的事了</translation>
    </message>
    <message>
        <source>When the next sticks come, plug them in at the merge desk.</source>
        <translation>再来优盘，到合并台插上就收。</translation>
    </message>
    <message>
        <source>To the merge desk</source>
        <translation>去合并台</translation>
    </message>
    <message>
        <source>Nothing waits for today</source>
        <translation>今天没有等着办的</translation>
    </message>
    <message>
        <source>Go on with the next door that nobody has visited yet.</source>
        <translation>接着走还没访过的门。</translation>
    </message>
    <message>
        <source>To the doors</source>
        <translation>去门户</translation>
    </message>
    <message>
        <source>Interviews that were not closed</source>
        <translation>没收尾的户</translation>
    </message>
    <message>
        <source>Revisits that are overdue</source>
        <translation>过了日子还没再访</translation>
    </message>
    <message>
        <source>Revisits for today</source>
        <translation>今天该再访</translation>
    </message>
    <message>
        <source>Two answers that differ</source>
        <translation>两边填的不一样</translation>
    </message>
    <message>
        <source>Put aside when it came</source>
        <translation>收的时候先放一边的</translation>
    </message>
    <message>
        <source>Deleted, though others went on with it</source>
        <translation>有人删了，别人还在录</translation>
    </message>
    <message>
        <source>Without a household</source>
        <translation>找不到所在的户</translation>
    </message>
    <message>
        <source>Answers that do not fit their question</source>
        <translation>填的和问题对不上</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>未完</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Differ</source>
        <translation>分歧</translation>
    </message>
    <message>
        <source>Aside</source>
        <translation>放着</translation>
    </message>
    <message>
        <source>Gone?</source>
        <translation>删否</translation>
    </message>
    <message>
        <source>Loose</source>
        <translation>无户</translation>
    </message>
    <message>
        <source>Odd</source>
        <translation>不合</translation>
    </message>
    <message>
        <source>&lt;p&gt;Here stands what only a person can decide. Enter goes to the place where it is done.&lt;/p&gt;&lt;p&gt;Put aside: what came in a file but is not rightly signed, or belongs to another place. It is kept as it came. Call whoever recorded it; F8 lets it in after all, Delete keeps it out, and Ctrl+Z takes either back.&lt;/p&gt;&lt;p&gt;A cell of a workbook that was not taken stands here with what it says and what was kept. Mend it in the workbook or call somebody; F8 strikes it from the list, and it stays in the log.&lt;/p&gt;</source>
        <translation>&lt;p&gt;这里是要人来定的事，按 Enter 去办。&lt;/p&gt;&lt;p&gt;先放一边：文件里签名不对或不是本处的，原样留着，没有并入。请先问录入的人；按 F8 还是收下，Delete 不收，Ctrl+Z 都可以撤销。&lt;/p&gt;&lt;p&gt;表格里没有采纳的格子也在这里：格里写的是什么，保留的是什么。请在表里改好，或给录入的人打电话；按 F8 从单子上划掉，记录里一直留着。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Doors that are due again come with the earliest first. Interviews that were not closed go on at the question where they stopped. Enter goes there.&lt;/p&gt;&lt;p&gt;Sent back: the street asks to look at it again. It is done when the household has been saved again; F8 says that it is right as it stands.&lt;/p&gt;</source>
        <translation>&lt;p&gt;该再访的门，最早的在上。没收尾的户，从停下的那一问接着问。按 Enter 就去。&lt;/p&gt;&lt;p&gt;退：街道请您再核对一次。把这一户重新存一遍就算办完；没有错就按 F8。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Struck from the list: %1</source>
        <translation>已从待办划掉：%1</translation>
    </message>
    <message>
        <source>Sent back by the street</source>
        <translation>街道退回核对</translation>
    </message>
    <message>
        <source>Handed over half asked</source>
        <translation>交了但没问完</translation>
    </message>
    <message>
        <source>Perhaps entered twice</source>
        <translation>可能录了两次</translation>
    </message>
    <message>
        <source>Not taken from a workbook</source>
        <translation>表格里没采纳的</translation>
    </message>
    <message>
        <source>Sent back; the assistant has not answered yet</source>
        <translation>已退回，还没答复</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>退</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>半</translation>
    </message>
    <message>
        <source>Same?</source>
        <translation>同?</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>格</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>问</translation>
    </message>
    <message>
        <source>it is right as it stands</source>
        <translation>核对过，没错</translation>
    </message>
    <message>
        <source>ask no more</source>
        <translation>不用再问</translation>
    </message>
    <message>
        <source>they are two people</source>
        <translation>是两个人</translation>
    </message>
    <message>
        <source>dealt with</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Let in, why?  %1</source>
        <translation>放行，为什么？ %1</translation>
    </message>
    <message>
        <source>Keep out, why?  %1</source>
        <translation>不收，为什么？ %1</translation>
    </message>
    <message>
        <source>List</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Due in the registers</source>
        <translation>台账里到期的</translation>
    </message>
</context>
</TS>
