<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AddPanel</name>
    <message>
        <source>Flat</source>
        <translation>楼房</translation>
    </message>
    <message>
        <source>Bungalow</source>
        <translation>平房</translation>
    </message>
    <message>
        <source>Add a door</source>
        <translation>添一个门</translation>
    </message>
    <message>
        <source>As on the plate. The list can be completed at any time, also on the spot.</source>
        <translation>照门牌写。门牌随时可以补，在现场也行。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Road</source>
        <translation>路街巷</translation>
    </message>
    <message>
        <source>Street number</source>
        <translation>门牌号</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Door</source>
        <translation>门号</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>排</translation>
    </message>
    <message>
        <source>House number</source>
        <translation>户号</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添上</translation>
    </message>
    <message>
        <source>Esc  Leave</source>
        <translation>Esc  离开</translation>
    </message>
    <message>
        <source>Still missing: what is on the plate.</source>
        <translation>还没写全：照门牌写。</translation>
    </message>
</context>
<context>
    <name>AskStrip</name>
    <message>
        <source>Esc  not recorded</source>
        <translation>Esc  不记</translation>
    </message>
    <message>
        <source>Enter  record    Esc  not recorded</source>
        <translation>Enter  记下    Esc  不记</translation>
    </message>
</context>
<context>
    <name>DoorHead</name>
    <message>
        <source>Grid</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Route</source>
        <translation>路线</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>去那里</translation>
    </message>
</context>
<context>
    <name>DoorPage</name>
    <message>
        <source>Doors</source>
        <translation>门户</translation>
    </message>
    <message numerus="yes">
        <source>%n door(s) today</source>
        <translation>
            <numerusform>今天 %n 门</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to go</source>
        <translation>
            <numerusform>该走 %n 门</numerusform>
        </translation>
    </message>
    <message>
        <source>Search  /</source>
        <translation>查找  /</translation>
    </message>
    <message>
        <source>No door fits “{text}”</source>
        <translation>没有找到“{text}”</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一格</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Generate doors</source>
        <translation>按楼生成门牌</translation>
    </message>
    <message>
        <source>walk</source>
        <translation>走门</translation>
    </message>
    <message>
        <source>next building</source>
        <translation>下一栋</translation>
    </message>
    <message>
        <source>search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Go in</source>
        <translation>入户</translation>
    </message>
    <message>
        <source>change the time</source>
        <translation>改时间</translation>
    </message>
    <message>
        <source>Each cell is a door. The colour and the sign say how it stands; a thick left edge is an appointment that has passed. Walk with the arrow keys, Enter goes in. Nobody there? One digit writes the visit with its time, counts the attempt and proposes when to come again. Ctrl+Z takes it back.</source>
        <translation>一格是一个门。颜色和字说明这个门怎么样了；左边粗线是约好的时间已经过了。方向键走门，Enter 入户。没人？按一个数字，这次走访连同时间、第几次、下次什么时候来都记好。Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>These doors are all there already.</source>
        <translation>这些门都已经有了。</translation>
    </message>
    <message>
        <source>print on A5</source>
        <translation>打印 A5</translation>
    </message>
    <message numerus="yes">
        <source>%n door(s) sent to the printer</source>
        <translation>
            <numerusform>%n 个门已送打印</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) not handed over</source>
        <translation>
            <numerusform>未交 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Opened for reading only: nothing can be recorded now</source>
        <translation>现在只看不改，这一步不能记</translation>
    </message>
</context>
<context>
    <name>DoorPanel</name>
    <message numerus="yes">
        <source>%n hh.</source>
        <comment>households, short</comment>
        <translation>
            <numerusform>%n户</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n p.</source>
        <comment>persons, short</comment>
        <translation>
            <numerusform>%n人</numerusform>
        </translation>
    </message>
    <message>
        <source>Enter  Open</source>
        <translation>Enter  打开</translation>
    </message>
    <message>
        <source>Enter  First household</source>
        <translation>Enter  入户</translation>
    </message>
    <message>
        <source>F7  Another</source>
        <translation>F7  再添一户</translation>
    </message>
    <message>
        <source>Another household at this door</source>
        <translation>这个门再添一户</translation>
    </message>
    <message>
        <source>Visits at this door</source>
        <translation>这个门的走访</translation>
    </message>
    <message>
        <source>Nobody has knocked here yet.</source>
        <translation>还没有人来敲过门。</translation>
    </message>
    <message>
        <source>This visit: press one key</source>
        <translation>这次结果，按一个键</translation>
    </message>
    <message>
        <source>no name yet</source>
        <translation>还没有名字</translation>
    </message>
    <message>
        <source>tenant</source>
        <translation>租</translation>
    </message>
    <message>
        <source>Sent back: {remark}</source>
        <translation>街道退回：{remark}</translation>
    </message>
    <message>
        <source>half asked</source>
        <translation>没问完</translation>
    </message>
</context>
<context>
    <name>DoorWords</name>
    <message>
        <source>Differ</source>
        <translation>争</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>约</translation>
    </message>
    <message>
        <source>Ref</source>
        <translation>拒</translation>
    </message>
    <message>
        <source>Vac</source>
        <translation>空</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>搬</translation>
    </message>
    <message>
        <source>Let</source>
        <translation>租</translation>
    </message>
    <message>
        <source>Demo</source>
        <translation>拆</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>非</translation>
    </message>
    <message>
        <source>None</source>
        <translation>查</translation>
    </message>
    <message>
        <source>not visited</source>
        <translation>没走过</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>partly complete</source>
        <translation>部分完成</translation>
    </message>
    <message>
        <source>nobody home</source>
        <translation>无人在家</translation>
    </message>
    <message>
        <source>revisit arranged</source>
        <translation>约定再访</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒访</translation>
    </message>
    <message>
        <source>vacant</source>
        <translation>空置</translation>
    </message>
    <message>
        <source>moved away</source>
        <translation>已搬离</translation>
    </message>
    <message>
        <source>let</source>
        <translation>出租</translation>
    </message>
    <message>
        <source>demolished</source>
        <translation>已拆迁</translation>
    </message>
    <message>
        <source>not residential</source>
        <translation>非住宅</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>查无此址</translation>
    </message>
    <message>
        <source>answers differ</source>
        <translation>有分歧</translation>
    </message>
    <message>
        <source>{number}×</source>
        <translation>{number}次</translation>
    </message>
    <message numerus="yes">
        <source>%n p.</source>
        <comment>persons in a household, as short as can be</comment>
        <translation>
            <numerusform>%n人</numerusform>
        </translation>
    </message>
    <message>
        <source>{weekday} {day}/{month}, {time}</source>
        <translation>{month}月{day}日({weekday}) {time}</translation>
    </message>
    <message>
        <source>Mon</source>
        <translation>一</translation>
    </message>
    <message>
        <source>Tue</source>
        <translation>二</translation>
    </message>
    <message>
        <source>Wed</source>
        <translation>三</translation>
    </message>
    <message>
        <source>Thu</source>
        <translation>四</translation>
    </message>
    <message>
        <source>Fri</source>
        <translation>五</translation>
    </message>
    <message>
        <source>Sat</source>
        <translation>六</translation>
    </message>
    <message>
        <source>Sun</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Unit {unit}</source>
        <translation>{unit} 单元</translation>
    </message>
    <message>
        <source>Bungalows</source>
        <translation>平房</translation>
    </message>
    <message>
        <source>Other doors</source>
        <translation>其他门</translation>
    </message>
    <message>
        <source>Building {name}</source>
        <translation>{name} 栋</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>退</translation>
    </message>
    <message>
        <source>sent back by the street</source>
        <translation>街道退回</translation>
    </message>
</context>
<context>
    <name>EmptyDoors</name>
    <message>
        <source>No doors yet. A building takes a minute.</source>
        <translation>还没有门牌。一栋楼一分钟就能生成。</translation>
    </message>
    <message>
        <source>F6  Generate by building</source>
        <translation>F6  按楼生成</translation>
    </message>
    <message>
        <source>Import a table …</source>
        <translation>从表格导入…</translation>
    </message>
    <message>
        <source>Add one door</source>
        <translation>添一个门</translation>
    </message>
    <message>
        <source>No doors yet.</source>
        <translation>还没有门牌。</translation>
    </message>
</context>
<context>
    <name>GeneratorPanel</name>
    <message>
        <source>Generate doors</source>
        <translation>按楼生成门牌</translation>
    </message>
    <message>
        <source>A few numbers make a whole building. The picture shows what you will get.</source>
        <translation>写几个数，一栋楼的门牌就有了。图上是生成以后的样子。</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼栋</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>单元数</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Doors per floor</source>
        <translation>每层门数</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>门号</translation>
    </message>
    <message>
        <source>Floors to skip</source>
        <translation>跳过楼层</translation>
    </message>
    <message>
        <source>for example 4, 13</source>
        <translation>例如 4，13</translation>
    </message>
    <message>
        <source>Road</source>
        <translation>路街巷</translation>
    </message>
    <message>
        <source>Street number</source>
        <translation>门牌号</translation>
    </message>
    <message>
        <source>Estate</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Esc  Leave</source>
        <translation>Esc  离开</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>A number is missing, or it makes no building.</source>
        <translation>还缺一个数，或者盖不成楼。</translation>
    </message>
    <message numerus="yes">
        <source>Generate %n door(s)</source>
        <translation>
            <numerusform>生成 %n 个门</numerusform>
        </translation>
    </message>
    <message>
        <source>The road is still missing: as on the plate.</source>
        <translation>还没写路街巷：照门牌写。</translation>
    </message>
</context>
<context>
    <name>HeadWords</name>
    <message numerus="yes">
        <source>{house} is finished. Next: {next}, %n door(s).</source>
        <translation>
            <numerusform>{house}都走完了。下一处：{next}，%n 个门。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every door has been visited.</source>
        <translation>所有的门都走完了。</translation>
    </message>
    <message>
        <source>Today&apos;s route</source>
        <translation>今天的路线</translation>
    </message>
    <message numerus="yes">
        <source>All done for today: %n door(s).</source>
        <translation>
            <numerusform>今天的都走完了：%n 门。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more like it</source>
        <translation>
            <numerusform>另有 %n 栋一样</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HouseColumn</name>
    <message>
        <source>F6  Generate</source>
        <translation>F6  按楼生成</translation>
    </message>
    <message>
        <source>Import …</source>
        <translation>从表格导入…</translation>
    </message>
    <message>
        <source>+ Door</source>
        <translation>+ 添一个门</translation>
    </message>
</context>
<context>
    <name>RouteModel</name>
    <message>
        <source>Door</source>
        <translation>门号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁家</translation>
    </message>
    <message>
        <source>{day}, overdue</source>
        <translation>{day}，过了</translation>
    </message>
</context>
<context>
    <name>RoutePrint</name>
    <message>
        <source>Door</source>
        <translation>门号</translation>
    </message>
    <message>
        <source>So far</source>
        <translation>前次</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>记</translation>
    </message>
    <message>
        <source>Tick</source>
        <translation>好了</translation>
    </message>
</context>
<context>
    <name>VisitKeys</name>
    <message>
        <source>{door} already has this outcome</source>
        <translation>{door} 已经记过这个结果</translation>
    </message>
    <message>
        <source>Come again when?</source>
        <translation>什么时候再来？</translation>
    </message>
    <message>
        <source>19, Sat 19:30 or 6-14 19</source>
        <translation>19、六 19:30、6-14 19</translation>
    </message>
    <message>
        <source>This is no time to come: try 19, Sat 19:30 or 6-14 19</source>
        <translation>看不出是什么时候：试试 19、六 19:30 或 6-14 19</translation>
    </message>
</context>
</TS>
