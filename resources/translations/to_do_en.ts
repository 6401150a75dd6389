<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ToDoPage</name>
    <message numerus="yes">
        <source>%n to do</source>
        <translation>
            <numerusform>%n to do</numerusform>
            <numerusform>%n to do</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) let in</source>
        <translation>
            <numerusform>%n record let in</numerusform>
            <numerusform>%n records let in</numerusform>
        </translation>
    </message>
</context>
</TS>
