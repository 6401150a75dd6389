<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ByHandPage</name>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Esc  Back</source>
        <translation>Esc  返回</translation>
    </message>
    <message>
        <source>Set up by hand</source>
        <translation>自己设置</translation>
    </message>
    <message>
        <source>1  Who you are</source>
        <translation>1  您是谁</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Assistant, at the doors</source>
        <translation>协管员（入户）</translation>
    </message>
    <message>
        <source>Clerk at the street office</source>
        <translation>街道经办</translation>
    </message>
    <message>
        <source>District</source>
        <translation>区里</translation>
    </message>
    <message>
        <source>2  Questionnaires</source>
        <translation>2  问卷</translation>
    </message>
    <message>
        <source>3  Your community</source>
        <translation>3  哪个社区</translation>
    </message>
    <message>
        <source>Name, pinyin or code</source>
        <translation>名称、拼音或代码</translation>
    </message>
    <message>
        <source>4  A password</source>
        <translation>4  密码</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再写一遍</translation>
    </message>
    <message>
        <source>your name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>your staff number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>your community</source>
        <translation>社区</translation>
    </message>
    <message>
        <source>a password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>the same password twice</source>
        <translation>两遍一样的密码</translation>
    </message>
    <message>
        <source>Still missing: {what}</source>
        <translation>还缺：{what}</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>Building a town of invented people …</source>
        <translation>正在编一个小城…</translation>
    </message>
    <message>
        <source>survey-app</source>
        <translation>入户通</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Open for reading only</source>
        <translation>只看不改，先打开</translation>
    </message>
</context>
<context>
    <name>FirstPage</name>
    <message>
        <source>survey-app</source>
        <translation>入户通</translation>
    </message>
    <message>
        <source>How would you like to begin?</source>
        <translation>从哪里开始？</translation>
    </message>
    <message>
        <source>Open the office&apos;s start file</source>
        <translation>打开街道给的启动文件</translation>
    </message>
    <message>
        <source>From the stick you were given. It knows your community and who you are.</source>
        <translation>在发给您的优盘上。社区、您是谁，里面都有。</translation>
    </message>
    <message>
        <source>Set up by hand</source>
        <translation>自己设置</translation>
    </message>
    <message>
        <source>Who you are, your community, the questionnaires, a password. Two minutes.</source>
        <translation>您是谁、哪个社区、什么问卷、密码。两分钟。</translation>
    </message>
    <message>
        <source>Look around in a demo town</source>
        <translation>先看演示</translation>
    </message>
    <message>
        <source>Invented people; nothing can go wrong.</source>
        <translation>人是编的，随便试，弄不坏。</translation>
    </message>
    <message>
        <source>Open a form</source>
        <translation>打开一份问卷</translation>
    </message>
    <message>
        <source>Any XLSForm or XForm, without districts and doors.</source>
        <translation>任何 XLSForm 或 XForm，不用分区、不用门牌。</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>最近打开过</translation>
    </message>
    <message>
        <source>Open a workspace folder …</source>
        <translation>打开工作文件夹…</translation>
    </message>
    <message>
        <source>Restore from a copy …</source>
        <translation>从副本恢复…</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <source>The office&apos;s start file</source>
        <translation>街道给的启动文件</translation>
    </message>
    <message>
        <source>Start files (*.bundle)</source>
        <translation>启动文件 (*.bundle)</translation>
    </message>
    <message>
        <source>Open a form</source>
        <translation>打开一份问卷</translation>
    </message>
    <message>
        <source>Forms (*.xlsx *.xml)</source>
        <translation>问卷 (*.xlsx *.xml)</translation>
    </message>
    <message>
        <source>Restore from a copy</source>
        <translation>从副本恢复</translation>
    </message>
    <message>
        <source>Open a workspace folder</source>
        <translation>打开工作文件夹</translation>
    </message>
    <message>
        <source>The code is on the slip that came with the stick. The password is yours: choose one.</source>
        <translation>启动码写在随优盘发的纸条上。密码您自己定，以后每天用它打开。</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>欢迎</translation>
    </message>
    <message>
        <source>Code on the slip</source>
        <translation>纸条上的启动码</translation>
    </message>
    <message>
        <source>Reading the start file …</source>
        <translation>正在读启动文件…</translation>
    </message>
    <message>
        <source>Questionnaires</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Packs (*.zip)</source>
        <translation>问卷包 (*.zip)</translation>
    </message>
    <message>
        <source>Making the workspace …</source>
        <translation>正在建工作区…</translation>
    </message>
    <message>
        <source>Reading the form …</source>
        <translation>正在读问卷…</translation>
    </message>
    <message>
        <source>The copy in {folder}</source>
        <translation>{folder} 里的副本</translation>
    </message>
</context>
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
    <name>ForgottenPassword</name>
    <message>
        <source>Write a request for the office</source>
        <translation>写一份请求给街道</translation>
    </message>
    <message>
        <source>Requests (*.request)</source>
        <translation>请求 (*.request)</translation>
    </message>
    <message>
        <source>The office&apos;s answer</source>
        <translation>街道的答复</translation>
    </message>
    <message>
        <source>Answers (*.answer)</source>
        <translation>答复 (*.answer)</translation>
    </message>
    <message>
        <source>Written: {file}. Take it to the office; come back with its answer and press 2.</source>
        <translation>写好了：{file}。交给街道，拿到答复后按 2。</translation>
    </message>
    <message>
        <source>The office has answered. Choose a new password.</source>
        <translation>街道答复了。请定一个新密码。</translation>
    </message>
    <message>
        <source>Type the lines of the printed sheet, then choose a new password.</source>
        <translation>照恢复单一行行写，再定一个新密码。</translation>
    </message>
    <message>
        <source>The lines of the sheet</source>
        <translation>恢复单上的各行</translation>
    </message>
    <message>
        <source>A new password</source>
        <translation>新密码</translation>
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
    <message>
        <source>Keys everywhere</source>
        <translation>到处都能用的键</translation>
    </message>
</context>
<context>
    <name>InFull</name>
    <message>
        <source>Numbers in full …</source>
        <translation>号码不遮…</translation>
    </message>
    <message>
        <source>Why? It is kept with your name. Enter</source>
        <translation>为什么要看全？理由会连同您的名字留底。Enter</translation>
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
    <message>
        <source>Opened for reading only: nothing can be recorded now</source>
        <translation>现在只看不改，这一步不能记</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再写一遍</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Esc  Back</source>
        <translation>Esc  返回</translation>
    </message>
    <message>
        <source>A password is needed: without one, a lost laptop would lose its secrets too.</source>
        <translation>要有密码：没有密码，电脑丢了，里面的内容谁都能看。</translation>
    </message>
    <message>
        <source>The two passwords differ. Please type the second one again.</source>
        <translation>两遍不一样，请把第二遍再写一次。</translation>
    </message>
    <message>
        <source>The code on the slip is still missing.</source>
        <translation>还没写纸条上的启动码。</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>survey-app</source>
        <translation>入户通</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>F4  Forgot the password</source>
        <translation>F4  忘了密码</translation>
    </message>
    <message>
        <source>Another workspace</source>
        <translation>换一个</translation>
    </message>
    <message>
        <source>Opening …</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Who are you?</source>
        <translation>您是哪位？</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Stop</source>
        <translation>停下</translation>
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
    <message>
        <source>Forms</source>
        <translation>问卷</translation>
    </message>
    <message>
        <source>Registers</source>
        <translation>台账</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Forgot the password</source>
        <translation>忘了密码</translation>
    </message>
    <message>
        <source>{whose}: all records are here and stay locked. The office can open them.</source>
        <translation>{whose}：记录都在，锁着。街道能打开。</translation>
    </message>
    <message>
        <source>Write a request for the office</source>
        <translation>写一份请求给街道</translation>
    </message>
    <message>
        <source>A small file on a stick. It tells nothing to whoever finds it.</source>
        <translation>优盘上的一个小文件，谁捡到也看不出什么。</translation>
    </message>
    <message>
        <source>Open the office&apos;s answer</source>
        <translation>打开街道的答复</translation>
    </message>
    <message>
        <source>Then choose a new password. Only this computer can use the answer.</source>
        <translation>然后定一个新密码。答复只有这台电脑能用。</translation>
    </message>
    <message>
        <source>Use the printed recovery sheet</source>
        <translation>用打印的恢复单</translation>
    </message>
    <message>
        <source>The sheet that the office keeps locked away: type its lines.</source>
        <translation>街道锁着的那张单子：照着一行行写。</translation>
    </message>
    <message>
        <source>Esc  Back</source>
        <translation>Esc  返回</translation>
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
    <message>
        <source>Who works here</source>
        <translation>谁在这台电脑上工作</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>You are an assistant before building 1. Walk with the arrow keys; nobody home? Press 3, and Ctrl+Z takes it back.</source>
        <translation>您是协理员，站在一栋楼前。方向键走门；没人在家按 3，Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>Press Enter at a door to ask a household. Enter goes on, digits choose, xg finds 下岗. Every answer is kept at once.</source>
        <translation>在门上按 Enter 入户。Enter 下一问，数字键选，xg 找到下岗。每一答当场存好。</translation>
    </message>
    <message>
        <source>Friday: one button writes everything for the street, reads it back and says that it is right.</source>
        <translation>星期五：按一个键，写给街道，读回来核对无误。</translation>
    </message>
    <message>
        <source>Now you are the clerk. Twelve files wait, three are wrong. See what would happen, then F9.</source>
        <translation>现在您是街道经办人。等着十二份，三份不对。先看并进来会怎样，再按 F9。</translation>
    </message>
    <message>
        <source>F6 shows where two people disagree; F7 takes any batch back. The master workbook follows.</source>
        <translation>F6 看两人的分歧；F7 哪一批都能撤销。总表跟着更新。</translation>
    </message>
</context>
<context>
    <name>TourBar</name>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Be the clerk</source>
        <translation>换成街道经办人</translation>
    </message>
    <message>
        <source>Be the assistant</source>
        <translation>换成协理员</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束导览</translation>
    </message>
</context>
<context>
    <name>TroubleBar</name>
    <message>
        <source>Understood</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>WhyBar</name>
    <message>
        <source>Another reason, then Enter</source>
        <translation>别的理由，写完按 Enter</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Stop</source>
        <translation>停下</translation>
    </message>
</context>
</TS>
