<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>HolderStrip</name>
    <message>
        <source>Name, initials, ID, phone</source>
        <translation>姓名、首字母、身份号码、电话</translation>
    </message>
</context>
<context>
    <name>ListSaving</name>
    <message>
        <source>Save the list</source>
        <translation>保存名单</translation>
    </message>
    <message>
        <source>There is nothing in the list to save.</source>
        <translation>名单是空的，没有可保存的。</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
</context>
<context>
    <name>MatchPage</name>
    <message numerus="yes">
        <source>%n fit(s), the best first</source>
        <translation>
            <numerusform>%n 个合适，最合适的在前</numerusform>
        </translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>For %1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>propose</source>
        <translation>推荐</translation>
    </message>
    <message>
        <source>list for the employer</source>
        <translation>给单位的名单</translation>
    </message>
    <message>
        <source>copy rows</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>&lt;p&gt;What must hold, and how much each ground counts, stands in the pack; below the table is why the chosen row was found.&lt;/p&gt;&lt;p&gt;Enter proposes: the placement begins with the post, the employer and the wage. Ctrl+P saves a list for the employer: no telephone, no ID, no address.&lt;/p&gt;</source>
        <translation>&lt;p&gt;哪些条件必须满足、每条理由加几分，都写在资料包里；表格下面是选中的这一条为什么列出来。&lt;/p&gt;&lt;p&gt;回车推荐：安置记录就此建立，岗位、单位、工资已填好。Ctrl+P 存一份给用人单位的名单：没有电话、证件号和住址。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>Nothing fits now. What must hold stands in the pack.</source>
        <translation>现在没有合适的。必须满足的条件写在资料包里。</translation>
    </message>
    <message>
        <source>Proposed: %1</source>
        <translation>已推荐：%1</translation>
    </message>
    <message>
        <source>List for the employer</source>
        <translation>给单位的名单</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>nothing against it, and nothing in particular for it</source>
        <translation>没有不合的，也没有特别合的</translation>
    </message>
    <message>
        <source>Why: %1</source>
        <translation>理由：%1</translation>
    </message>
</context>
<context>
    <name>RegisterActs</name>
    <message>
        <source>%1: deleted</source>
        <translation>已删除：%1</translation>
    </message>
    <message>
        <source>%1: kept   %2</source>
        <translation>%1：已记下   %2</translation>
    </message>
</context>
<context>
    <name>RegisterNames</name>
    <message numerus="yes">
        <source>%n due</source>
        <translation>
            <numerusform>%n 条到期</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegistersPage</name>
    <message>
        <source>New  Ctrl+N</source>
        <translation>新建  Ctrl+N</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Name, initials, ID, number</source>
        <translation>姓名、首字母、身份号码、编号</translation>
    </message>
    <message>
        <source>leave it</source>
        <translation>不办了</translation>
    </message>
    <message>
        <source>begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>next list</source>
        <translation>下一个分表</translation>
    </message>
    <message>
        <source>next register</source>
        <translation>下一本台账</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>要办的事</translation>
    </message>
    <message>
        <source>Nothing is found. Try fewer letters, or only the surname.</source>
        <translation>没有找到。少输几个字，或者只输姓。</translation>
    </message>
    <message>
        <source>Nothing is due.</source>
        <translation>没有到期要办的。</translation>
    </message>
    <message>
        <source>There is none of these.</source>
        <translation>这里还没有。</translation>
    </message>
    <message>
        <source>No record yet. Ctrl+N begins the first one.</source>
        <translation>还没有记录。按 Ctrl+N 建第一条。</translation>
    </message>
    <message>
        <source>Only of %1.  Esc shows all</source>
        <translation>只看 %1 的。按 Esc 看全部</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Nobody by name</source>
        <translation>没有留名的</translation>
    </message>
    <message>
        <source>%1: about whom?</source>
        <translation>%1：给谁？</translation>
    </message>
    <message>
        <source>match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Paste a block  Ctrl+V</source>
        <translation>从表格粘贴  Ctrl+V</translation>
    </message>
    <message>
        <source>keep the targets</source>
        <translation>记下这些目标</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>&lt;p&gt;On the left the registers, with what is due of each. Above the table the parts of a list: everything, what is due, and those that the pack names; F2 goes to the next.&lt;/p&gt;&lt;p&gt;A digit takes a step with the chosen record; only the steps that you may take from where it stands are shown below. What a step asks is asked under the table, F9 takes it, Esc leaves everything as it was. Ctrl+Z takes a step back. In the registers of posts and candidates F4 matches the chosen one.&lt;/p&gt;&lt;p&gt;Ctrl+N begins a record: type a name, initials, an ID or a phone, Enter chooses. Delete takes a record away. Ctrl+C copies rows for WPS or Excel.&lt;/p&gt;&lt;p&gt;Ctrl+S saves the list as it is shown: as a workbook, as a page to print or as plain text. Numbers are in full only after you have said why; that is kept with your name.&lt;/p&gt;</source>
        <translation>&lt;p&gt;左边是各本台账，后面的数字是到期要办的。表的上面是分表：全部、到期的，还有问卷包里定的；F2 换下一个。&lt;/p&gt;&lt;p&gt;按数字键办一步；下面列出的，就是这条记录现在能由您办的。要填的在表下面填，F9 办成，Esc 什么也不改。Ctrl+Z 退回一步。在岗位和人力资源库里，F4 给选中的这一条找匹配的。&lt;/p&gt;&lt;p&gt;Ctrl+N 建一条：打姓名、首字母、身份号码或电话，回车选定。Delete 删掉一条。Ctrl+C 复制到 WPS 或 Excel。&lt;/p&gt;&lt;p&gt;Ctrl+S 把眼前这份名单存成文件：表格、可打印的页面或纯文本。写明理由以后，号码才显示完整；理由会连同您的名字留底。&lt;/p&gt;</translation>
    </message>
</context>
<context>
    <name>StepStrip</name>
    <message>
        <source>Leave it  Esc</source>
        <translation>不办了  Esc</translation>
    </message>
</context>
<context>
    <name>TargetStrip</name>
    <message>
        <source>Targets as a block: the first row names the columns, one row per area</source>
        <translation>从表格粘贴目标：第一行写列名，每个单位一行</translation>
    </message>
    <message>
        <source>Keep  F9</source>
        <translation>记下  F9</translation>
    </message>
    <message>
        <source>Leave it  Esc</source>
        <translation>不记  Esc</translation>
    </message>
</context>
</TS>
