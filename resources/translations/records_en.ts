<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>RecordsPage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted</source>
        <translation>
            <numerusform>%n record deleted</numerusform>
            <numerusform>%n records deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) written, read back and correct: %1</source>
        <translation>
            <numerusform>%n record written, read back and correct: %1</numerusform>
            <numerusform>%n records written, read back and correct: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Go on with %n open record(s)</source>
        <translation>
            <numerusform>Go on with %n open record</numerusform>
            <numerusform>Go on with %n open records</numerusform>
        </translation>
    </message>
</context>
</TS>
