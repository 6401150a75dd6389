<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>RecordsPage</name>
    <message>
        <source>New  Ctrl+N</source>
        <translation>新录一份  Ctrl+N</translation>
    </message>
    <message>
        <source>Save a copy …  Ctrl+S</source>
        <translation>另存一份…  Ctrl+S</translation>
    </message>
    <message>
        <source>Merge files …  Ctrl+O</source>
        <translation>合并文件…  Ctrl+O</translation>
    </message>
    <message>
        <source>More than %1 found; type another word</source>
        <translation>超过 %1 条，请再输一个词</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Any word of a record</source>
        <translation>记录里的任何字</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新录</translation>
    </message>
    <message>
        <source>open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>copy rows</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>save a copy</source>
        <translation>另存</translation>
    </message>
    <message>
        <source>merge files</source>
        <translation>合并文件</translation>
    </message>
    <message>
        <source>&lt;p&gt;Ctrl+N begins a new record, Enter opens the one that is chosen. Every answer is on the disk before the next question. Delete takes a record away; Ctrl+Z brings it back.&lt;/p&gt;&lt;p&gt;To join what several people filled in: each saves a .bundle with Ctrl+S, one opens all of them with Ctrl+O. Nothing is merged before you have seen what it would do, and every file can be taken back.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Ctrl+N 新录一份，Enter 打开选中的。每答一问就存到硬盘。Delete 删除，Ctrl+Z 找回来。&lt;/p&gt;&lt;p&gt;几个人录的要合到一起：每人按 Ctrl+S 存一份 .bundle，再由一个人按 Ctrl+O 都打开。先看会怎样，再并；每份都可以撤销。&lt;/p&gt;</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted</source>
        <translation>
            <numerusform>已删 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存一份</translation>
    </message>
    <message>
        <source>Writing to %1, then reading it back …</source>
        <translation>正在写到 %1，写完读回来核对…</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written, read back and correct: %1</source>
        <translation>
            <numerusform>已写好 %n 条，读回来核对无误：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Try fewer letters.</source>
        <translation>少输几个字试试。</translation>
    </message>
    <message>
        <source>No record yet</source>
        <translation>还没有记录</translation>
    </message>
    <message>
        <source>Ctrl+N begins the first one.</source>
        <translation>按 Ctrl+N 录第一份。</translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n open record(s)</source>
        <translation>
            <numerusform>接着录没收尾的 %n 份</numerusform>
        </translation>
    </message>
    <message>
        <source>as ODK submissions</source>
        <translation>写成 ODK 提交文件</translation>
    </message>
</context>
<context>
    <name>SubmissionExport</name>
    <message>
        <source>Where the submissions go</source>
        <translation>提交文件写到哪里</translation>
    </message>
    <message>
        <source>Writing submissions to %1 …</source>
        <translation>正在把提交文件写到 %1…</translation>
    </message>
</context>
</TS>
