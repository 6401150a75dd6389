<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>FinishPanel</name>
    <message numerus="yes">
        <source>Partly done: %n question(s) not asked yet. The visit is kept as 02, with a next visit.</source>
        <translation>
            <numerusform>Partly done: %n question not asked yet. The visit is kept as 02, with a next visit.</numerusform>
            <numerusform>Partly done: %n questions not asked yet. The visit is kept as 02, with a next visit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) not asked yet. What is there is kept.</source>
        <translation>
            <numerusform>%n question not asked yet. What is there is kept.</numerusform>
            <numerusform>%n questions not asked yet. What is there is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KnownCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
</TS>
