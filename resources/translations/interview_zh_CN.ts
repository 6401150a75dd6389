<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AbovePaper</name>
    <message>
        <source>The street asks: %1</source>
        <translation>街道请核对：%1</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>住房与户</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>Nothing to choose from yet.</source>
        <translation>现在还没有可选的。</translation>
    </message>
</context>
<context>
    <name>Counter</name>
    <message>
        <source>One less</source>
        <translation>少一个</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>多一个</translation>
    </message>
</context>
<context>
    <name>DateQuestion</name>
    <message>
        <source>Calendar  Alt+Down</source>
        <translation>日历  Alt+Down</translation>
    </message>
    <message>
        <source>e.g. %1</source>
        <translation>例如 %1</translation>
    </message>
</context>
<context>
    <name>FilePick</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>拿掉</translation>
    </message>
    <message>
        <source>Pick a picture</source>
        <translation>选照片</translation>
    </message>
    <message>
        <source>Pick a recording</source>
        <translation>选录音</translation>
    </message>
    <message>
        <source>Pick a video</source>
        <translation>选录像</translation>
    </message>
    <message>
        <source>Pick a file</source>
        <translation>选文件</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 is on another laptop, or on its way.</source>
        <translation>%1 在另一台电脑上，或者还在路上。</translation>
    </message>
</context>
<context>
    <name>FinishPanel</name>
    <message>
        <source>Why was this changed?</source>
        <translation>为什么改？</translation>
    </message>
    <message>
        <source>Say in a few words why this was changed, then Enter.</source>
        <translation>问卷要求说明：简单写一句为什么改，再按 Enter。</translation>
    </message>
    <message>
        <source>Finish this household</source>
        <translation>这一户收尾</translation>
    </message>
    <message>
        <source>Back to the doors  Enter</source>
        <translation>回门户  Enter</translation>
    </message>
    <message numerus="yes">
        <source>Partly done: %n question(s) not asked yet. The visit is kept as 02, with a next visit.</source>
        <translation>
            <numerusform>还有 %n 问没问，这次记为 02 部分完成，并约下次。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been asked. The visit is kept as 01, complete.</source>
        <translation>都问到了，这次记为 01 完成。</translation>
    </message>
    <message>
        <source>Finish this record</source>
        <translation>这条记录</translation>
    </message>
    <message>
        <source>Close it  Enter</source>
        <translation>关上  Enter</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) not asked yet. What is there is kept.</source>
        <translation>
            <numerusform>还有 %n 项没填；填了的都已存好。</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything has been asked.</source>
        <translation>都填完了。</translation>
    </message>
</context>
<context>
    <name>Finishing</name>
    <message>
        <source>The household is kept; next visit %1.</source>
        <translation>这一户存好了，下次 %1。</translation>
    </message>
    <message>
        <source>Nothing was changed here.</source>
        <translation>没有改动。</translation>
    </message>
    <message>
        <source>The household is kept.</source>
        <translation>这一户存好了。</translation>
    </message>
    <message>
        <source>It is kept.</source>
        <translation>已存好。</translation>
    </message>
</context>
<context>
    <name>Heading</name>
    <message>
        <source>Delete  Ctrl+Delete</source>
        <translation>删除  Ctrl+Delete</translation>
    </message>
    <message>
        <source>Move up  Ctrl+Shift+Up</source>
        <translation>上移  Ctrl+Shift+Up</translation>
    </message>
    <message>
        <source>Move down  Ctrl+Shift+Down</source>
        <translation>下移  Ctrl+Shift+Down</translation>
    </message>
</context>
<context>
    <name>InterviewHead</name>
    <message>
        <source>Household %1</source>
        <translation>第 %1 户</translation>
    </message>
</context>
<context>
    <name>InterviewPage</name>
    <message>
        <source>Nobody like this is here yet.</source>
        <translation>本机没有像这样的人。</translation>
    </message>
    <message>
        <source>Perhaps already entered: %1.  F10 looks</source>
        <translation>可能录过：%1。按 F10 看</translation>
    </message>
    <message>
        <source>This question has nothing to listen to or to watch.</source>
        <translation>这一问没有可听可看的。</translation>
    </message>
</context>
<context>
    <name>KeptQuestion</name>
    <message>
        <source>This kind of answer cannot be given on a laptop. Go on; nothing is lost.</source>
        <translation>这种答案在笔记本上答不了。请往下问，什么也不会丢。</translation>
    </message>
    <message>
        <source>A line is drawn on a map or walked with a phone; it cannot be drawn here. Go on.</source>
        <translation>路线要在地图上画，或者拿着手机走出来，这里画不了。请接着往下问。</translation>
    </message>
    <message>
        <source>An area is drawn on a map or walked with a phone; it cannot be drawn here. Go on.</source>
        <translation>地块要在地图上画，或者拿着手机走出来，这里画不了。请接着往下问。</translation>
    </message>
    <message>
        <source>What OpenStreetMap has here is chosen in a phone&apos;s map; it cannot be chosen here. Go on.</source>
        <translation>OpenStreetMap 上的对象要在手机地图上选，这里选不了。请接着往下问。</translation>
    </message>
    <message>
        <source>What is here stays as it is: %1</source>
        <translation>原样保留：%1</translation>
    </message>
</context>
<context>
    <name>KnownCard</name>
    <message>
        <source>Perhaps already entered  F10</source>
        <translation>可能录过  F10</translation>
    </message>
    <message>
        <source>1  Look</source>
        <translation>1  看看</translation>
    </message>
    <message>
        <source>2  Tell the street</source>
        <translation>2  告诉街道</translation>
    </message>
    <message>
        <source>3  Another person</source>
        <translation>3  不是同一人</translation>
    </message>
    <message>
        <source>entered %1 by %2</source>
        <translation>%1 由 %2 录入</translation>
    </message>
    <message>
        <source>the same number</source>
        <translation>号码相同</translation>
    </message>
    <message>
        <source>the same name and birth date</source>
        <translation>姓名同音，出生日期相同</translation>
    </message>
    <message>
        <source>The street will be told.</source>
        <translation>会告诉街道。</translation>
    </message>
    <message>
        <source>Go on; the street will decide.</source>
        <translation>您可以接着录，街道会来判断。</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 人</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelMedia</name>
    <message>
        <source>Listen</source>
        <translation>听一听</translation>
    </message>
    <message>
        <source>Watch</source>
        <translation>看一看</translation>
    </message>
    <message>
        <source>Look at it larger</source>
        <translation>放大看</translation>
    </message>
    <message>
        <source>The recording %1 is not here.</source>
        <translation>录音 %1 不在这里。</translation>
    </message>
    <message>
        <source>The video %1 is not here.</source>
        <translation>录像 %1 不在这里。</translation>
    </message>
    <message>
        <source>The picture %1 is not here.</source>
        <translation>图片 %1 不在这里。</translation>
    </message>
</context>
<context>
    <name>MemberActs</name>
    <message>
        <source>How many there are is worked out by the form; change the number instead.</source>
        <translation>这里有几项是由表自己算出来的；请改那个数目。</translation>
    </message>
    <message>
        <source>%1 is deleted</source>
        <translation>已删 %1</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>PageKeys</name>
    <message>
        <source>close the household</source>
        <translation>这户收好</translation>
    </message>
    <message>
        <source>close it</source>
        <translation>关上</translation>
    </message>
    <message>
        <source>back to the questions</source>
        <translation>回到问题</translation>
    </message>
    <message>
        <source>next name; on an empty line to the questions</source>
        <translation>下一个名字，空行上去问题</translation>
    </message>
    <message>
        <source>to the questions</source>
        <translation>去问题</translation>
    </message>
    <message>
        <source>finish</source>
        <translation>这户收尾</translation>
    </message>
    <message>
        <source>look</source>
        <translation>看看</translation>
    </message>
    <message>
        <source>tell the street</source>
        <translation>告诉街道</translation>
    </message>
    <message>
        <source>another person</source>
        <translation>不是同一人</translation>
    </message>
    <message>
        <source>back</source>
        <translation>上一问</translation>
    </message>
    <message>
        <source>next unasked</source>
        <translation>下一个没问的</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>不答</translation>
    </message>
    <message>
        <source>listen, watch</source>
        <translation>听、看</translation>
    </message>
    <message>
        <source>all names</source>
        <translation>名单表</translation>
    </message>
    <message>
        <source>already entered?</source>
        <translation>可能录过</translation>
    </message>
    <message>
        <source>to the doors</source>
        <translation>回门户</translation>
    </message>
    <message>
        <source>back to the list</source>
        <translation>回到台账</translation>
    </message>
    <message>
        <source>&lt;p&gt;Enter keeps the answer and goes to the next question. A digit chooses an answer. In a list, type the label, the code or the first letters of its pinyin.&lt;/p&gt;&lt;p&gt;Nothing is blocked because something else is missing. Every answer is on the disk before the next question: you can close the lid at any time.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Enter 存下这一答，到下一问。数字键选答案。在长单子里，输文字、代码或拼音首字母都能找。&lt;/p&gt;&lt;p&gt;不会因为缺了一项就卡住别的。下一问出现之前，这一答已经存在硬盘上，随时可以合上电脑。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;F7 begins another household at this door, as tenants; Shift+F7 an owner who is registered here and lives elsewhere.&lt;/p&gt;</source>
        <translation>&lt;p&gt;F7 这个门再添一户(租户)；Shift+F7 添户口在这里、人住别处的户主。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;F10 goes to somebody who may be entered already: look, tell the street, or say that it is another person; nobody is joined here.&lt;/p&gt;</source>
        <translation>&lt;p&gt;F10 看可能录过的人：看看、告诉街道，或者说不是同一人；这里不合并。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>&lt;p&gt;Insert adds one more to a list, Ctrl+Delete deletes the one where the cursor stands, Ctrl+Shift with an arrow moves it, Ctrl+PgUp and Ctrl+PgDn go through the papers. Inside a list of its own (jobs, children) the same keys work on that list.&lt;/p&gt;</source>
        <translation>&lt;p&gt;Insert 在单子里添一个，Ctrl+Delete 删光标所在的那个，Ctrl+Shift 加上下键把它挪位，Ctrl+PgUp、Ctrl+PgDn 前后换张。光标在里面的小单子(工作、子女)上时，这些键就管那张单子。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>next</source>
        <translation>下一问</translation>
    </message>
    <message>
        <source>as above</source>
        <translation>同上</translation>
    </message>
    <message>
        <source>to the records</source>
        <translation>回到记录</translation>
    </message>
</context>
<context>
    <name>PaperWalk</name>
    <message>
        <source>Everything has been asked. F9 finishes the household.</source>
        <translation>都问到了。按 F9 这户收尾。</translation>
    </message>
    <message>
        <source>Everything has been asked. F9 closes the record.</source>
        <translation>该问的都问过了。按 F9 收尾。</translation>
    </message>
</context>
<context>
    <name>QuestionRow</name>
    <message>
        <source>Does not know</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒答</translation>
    </message>
    <message>
        <source>No card at hand</source>
        <translation>没带证件</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后补</translation>
    </message>
</context>
<context>
    <name>ReasonBar</name>
    <message>
        <source>Does not know</source>
        <translation>不知道</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒答</translation>
    </message>
    <message>
        <source>No card at hand</source>
        <translation>没带证件</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后补</translation>
    </message>
    <message>
        <source>%1: why is there no answer?</source>
        <translation>%1：为什么没有答案？</translation>
    </message>
</context>
<context>
    <name>Recognising</name>
    <message>
        <source>The street will be told with the next hand-over</source>
        <translation>记下了，下次交接时告诉街道</translation>
    </message>
    <message>
        <source>Noted: another person</source>
        <translation>记下了，不是同一人</translation>
    </message>
</context>
<context>
    <name>RepeatEnd</name>
    <message>
        <source>+ %1  Insert</source>
        <translation>+ %1  Insert</translation>
    </message>
</context>
<context>
    <name>SectionList</name>
    <message>
        <source>All rows  F2</source>
        <translation>总表  F2</translation>
    </message>
    <message>
        <source>+ Row  Insert</source>
        <translation>+ 添一行  Insert</translation>
    </message>
    <message>
        <source>+ Person  Insert</source>
        <translation>+ 添一人  Insert</translation>
    </message>
    <message>
        <source>All names  F2</source>
        <translation>名单表  F2</translation>
    </message>
    <message>
        <source>Not asked yet   %1</source>
        <translation>还没问的   %1</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 问</translation>
    </message>
    <message>
        <source>The household</source>
        <translation>住房与户</translation>
    </message>
</context>
<context>
    <name>Sheets</name>
    <message>
        <source>%1 of %2</source>
        <translation>第 %1 行，共 %2 行</translation>
    </message>
    <message>
        <source>First everyone&apos;s name; details follow.</source>
        <translation>先把这家人的名字都记下来，细节随后再问。</translation>
    </message>
    <message>
        <source>Person %1 of %2</source>
        <translation>第 %1 人，共 %2 人</translation>
    </message>
</context>
<context>
    <name>ShortAnswers</name>
    <message>
        <source>There is no answer above to take over.</source>
        <translation>上面没有可以照抄的答案。</translation>
    </message>
    <message>
        <source>Noted: the card really says so. It goes on the list to be checked.</source>
        <translation>已注明：证件上确实如此。这条列入核对表。</translation>
    </message>
</context>
<context>
    <name>Signature</name>
    <message>
        <source>Keep the signature</source>
        <translation>存下签名</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>重新签</translation>
    </message>
</context>
<context>
    <name>SurplusBar</name>
    <message>
        <source>%1: the number says %2, but %3 are on the list. What about %4?</source>
        <translation>%1：数目是 %2，单子上却有 %3。%4 怎么办？</translation>
    </message>
    <message>
        <source>1  Keep</source>
        <translation>1  留着</translation>
    </message>
    <message>
        <source>2  Take out</source>
        <translation>2  拿掉</translation>
    </message>
</context>
<context>
    <name>TextQuestion</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>Tick</name>
    <message>
        <source>1  Seen</source>
        <translation>1  已看过</translation>
    </message>
</context>
<context>
    <name>TickList</name>
    <message>
        <source>Type to find, Enter ticks</source>
        <translation>输字来找，Enter 勾选</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Violation</name>
    <message>
        <source>This cannot be read as an answer to the question. It is kept; please look again.</source>
        <translation>这不像是这一问的答案。先留着，请再看一遍。</translation>
    </message>
    <message>
        <source>Latitude goes to 90 degrees, longitude to 180. It is kept; please look again.</source>
        <translation>纬度最多 90 度，经度最多 180 度。先留着，请再看一遍。</translation>
    </message>
    <message>
        <source>This number is too large: whole numbers go up to 2,147,483,647. It is kept; please look again.</source>
        <translation>这个数太大了：整数最大到 2,147,483,647。先留着，请再看一遍。</translation>
    </message>
    <message>
        <source>This does not fit the question. It is kept; please look again.</source>
        <translation>这和问题对不上。先留着，请再看一遍。</translation>
    </message>
</context>
</TS>
