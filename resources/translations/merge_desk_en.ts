<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>AgreedList</name>
    <message numerus="yes">
        <source>%n field(s) without disagreement</source>
        <translation>
            <numerusform>%n field without disagreement</numerusform>
            <numerusform>%n fields without disagreement</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlikeList</name>
    <message numerus="yes">
        <source>Decide %n so  Enter</source>
        <translation>
            <numerusform>Decide it so  Enter</numerusform>
            <numerusform>Decide %n so  Enter</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictDesk</name>
    <message numerus="yes">
        <source>%n decided; it travels back to the laptops with the next hand-over.</source>
        <translation>
            <numerusform>Decided; it travels back to the laptops with the next hand-over.</numerusform>
            <numerusform>%n decided; they travel back to the laptops with the next hand-over.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeskView</name>
    <message numerus="yes">
        <source>%n disagreement(s) wait for you.  F6</source>
        <translation>
            <numerusform>%n disagreement waits for you.  F6</numerusform>
            <numerusform>%n disagreements wait for you.  F6</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merge %n file(s)   F9</source>
        <translation>
            <numerusform>Merge %n file   F9</numerusform>
            <numerusform>Merge %n files   F9</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MergePage</name>
    <message numerus="yes">
        <source>%n file(s) merged</source>
        <translation>
            <numerusform>%n file merged</numerusform>
            <numerusform>%n files merged</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message numerus="yes">
        <source>%n alike: the same  A</source>
        <translation>
            <numerusform>1 alike: the same  A</numerusform>
            <numerusform>%n alike: the same  A</numerusform>
        </translation>
    </message>
</context>
</TS>
