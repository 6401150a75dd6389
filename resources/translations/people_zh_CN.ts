<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>PeoplePage</name>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>More than %1 found; type another word</source>
        <translation>超过 %1 人，请再输一个词</translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>Name, initials, ID, phone, address</source>
        <translation>姓名、首字母、身份号码、电话、地址</translation>
    </message>
    <message>
        <source>find</source>
        <translation>查找</translation>
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
        <source>Nobody is found. Try fewer letters, or only the surname.</source>
        <translation>没有找到。少输几个字，或者只输姓。</translation>
    </message>
    <message>
        <source>Nobody is recorded yet. Open a door and begin with everyone&apos;s name.</source>
        <translation>还没有录入的人。打开一个门，先把一家人的名字记下来。</translation>
    </message>
    <message>
        <source>as ODK submissions</source>
        <translation>写成 ODK 提交文件</translation>
    </message>
    <message>
        <source>&lt;p&gt;Type part of a name, the first letters of its pinyin, an ID number, a phone or an address. Click a column to sort.&lt;/p&gt;&lt;p&gt;Ctrl+C copies the chosen rows; pasted into WPS or Excel, eighteen digits stay eighteen digits.&lt;/p&gt;&lt;p&gt;Ctrl+E writes every record as a submission that ODK&apos;s own programs read.&lt;/p&gt;</source>
        <translation>&lt;p&gt;输姓名的一部分、拼音首字母、身份号码、电话或地址。点列名排序。&lt;/p&gt;&lt;p&gt;Ctrl+C 复制选中的行；贴到 WPS 或 Excel 里，十八位还是十八位。&lt;/p&gt;&lt;p&gt;Ctrl+E 把每条记录写成 ODK 的程序能读的提交文件。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>import a list</source>
        <translation>导入名册</translation>
    </message>
    <message>
        <source>Nobody is here yet. Merge what the communities bring, or import a list: Ctrl+O.</source>
        <translation>还没有人员。先并入各社区交来的文件，或按 Ctrl+O 导入名册。</translation>
    </message>
    <message>
        <source>registers</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>fitting posts</source>
        <translation>合适岗位</translation>
    </message>
</context>
<context>
    <name>RecordModel</name>
    <message>
        <source>Answers differ</source>
        <translation>两边说法不一</translation>
    </message>
    <message>
        <source>Half asked when it was handed over</source>
        <translation>交接时还没问完</translation>
    </message>
</context>
</TS>
