<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>MergePage</name>
    <message numerus="yes">
        <source>Merge %n file(s)   F9</source>
        <translation>
            <numerusform>Merge %n file   F9</numerusform>
            <numerusform>Merge %n files   F9</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) merged</source>
        <translation>
            <numerusform>%n file merged</numerusform>
            <numerusform>%n files merged</numerusform>
        </translation>
    </message>
</context>
</TS>
