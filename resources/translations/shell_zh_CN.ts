<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>Footer</name>
    <message>
        <source>Taken back: {act}</source>
        <translation>已撤销：{act}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
</context>
<context>
    <name>HelpDrawer</name>
    <message>
        <source>Close   Esc</source>
        <translation>关上   Esc</translation>
    </message>
    <message>
        <source>Help: {page}</source>
        <translation>说明：{page}</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>the places of the rail</source>
        <translation>左边各处</translation>
    </message>
    <message>
        <source>search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>undo, redo the last twenty acts</source>
        <translation>撤销、重做最近二十步</translation>
    </message>
    <message>
        <source>larger, smaller type</source>
        <translation>字大、字小</translation>
    </message>
    <message>
        <source>light, dark</source>
        <translation>浅色、深色</translation>
    </message>
    <message>
        <source>lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>one step back; loses nothing</source>
        <translation>退一步，什么也不丢</translation>
    </message>
    <message>
        <source>Keys here</source>
        <translation>这里的键</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的</translation>
    </message>
    <message>
        <source>Locks as soon as the running work is done</source>
        <translation>手上的事做完就锁屏</translation>
    </message>
    <message>
        <source>Type size {points}</source>
        <translation>字号 {points}</translation>
    </message>
    <message>
        <source>survey-app</source>
        <translation>入户通</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>说明</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Doors</source>
        <translation>门户</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>交接</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Lock</source>
        <translation>锁屏</translation>
    </message>
    <message>
        <source>Lock   Ctrl+L</source>
        <translation>锁屏   Ctrl+L</translation>
    </message>
    <message>
        <source>Smaller type   Ctrl+−</source>
        <translation>字小一点   Ctrl+−</translation>
    </message>
    <message>
        <source>Larger type   Ctrl++</source>
        <translation>字大一点   Ctrl++</translation>
    </message>
    <message>
        <source>Back   Esc</source>
        <translation>返回   Esc</translation>
    </message>
    <message>
        <source>Saved here {time}</source>
        <translation>已存到本机 {time}</translation>
    </message>
</context>
<context>
    <name>TroubleBar</name>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
</context>
</TS>
