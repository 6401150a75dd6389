<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>DoorPage</name>
    <message numerus="yes">
        <source>%n door(s) today</source>
        <translation>
            <numerusform>%n door today</numerusform>
            <numerusform>%n doors today</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>%n to go</numerusform>
            <numerusform>%n to go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n door(s) sent to the printer</source>
        <translation>
            <numerusform>%n door sent to the printer</numerusform>
            <numerusform>%n doors sent to the printer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) not handed over</source>
        <translation>
            <numerusform>%n record not handed over</numerusform>
            <numerusform>%n records not handed over</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoorPanel</name>
    <message numerus="yes">
        <source>%n hh.</source>
        <comment>households, short</comment>
        <translation>
            <numerusform>%n hh.</numerusform>
            <numerusform>%n hh.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n p.</source>
        <comment>persons, short</comment>
        <translation>
            <numerusform>%n p.</numerusform>
            <numerusform>%n p.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DoorWords</name>
    <message numerus="yes">
        <source>%n p.</source>
        <comment>persons in a household, as short as can be</comment>
        <translation>
            <numerusform>%n p.</numerusform>
            <numerusform>%n p.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneratorPanel</name>
    <message numerus="yes">
        <source>Generate %n door(s)</source>
        <translation>
            <numerusform>Generate %n door</numerusform>
            <numerusform>Generate %n doors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HeadWords</name>
    <message numerus="yes">
        <source>{house} is finished. Next: {next}, %n door(s).</source>
        <translation>
            <numerusform>{house} is finished. Next: {next}, %n door.</numerusform>
            <numerusform>{house} is finished. Next: {next}, %n doors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All done for today: %n door(s).</source>
        <translation>
            <numerusform>All done for today: %n door.</numerusform>
            <numerusform>All done for today: %n doors.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more like it</source>
        <translation>
            <numerusform>and %n more like it</numerusform>
            <numerusform>and %n more like it</numerusform>
        </translation>
    </message>
</context>
</TS>
