<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>HandOverPage</name>
    <message numerus="yes">
        <source>%n record(s) not yet with the office</source>
        <translation>
            <numerusform>%n record not yet with the office</numerusform>
            <numerusform>%n records not yet with the office</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) have not reached the office yet</source>
        <translation>
            <numerusform>%n record has not reached the office yet</numerusform>
            <numerusform>%n records have not reached the office yet</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n interview(s) are still open; they are carried as far as they have come.</source>
        <translation>
            <numerusform>%n interview is still open; it is carried as far as it has come.</numerusform>
            <numerusform>%n interviews are still open; they are carried as far as they have come.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
</context>
</TS>
