<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>MatchPage</name>
    <message numerus="yes">
        <source>%n fit(s), the best first</source>
        <translation>
            <numerusform>%n fits</numerusform>
            <numerusform>%n fit, the best first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegisterNames</name>
    <message numerus="yes">
        <source>%n due</source>
        <translation>
            <numerusform>%n due</numerusform>
            <numerusform>%n due</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RegistersPage</name>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n record</numerusform>
            <numerusform>%n records</numerusform>
        </translation>
    </message>
</context>
</TS>
