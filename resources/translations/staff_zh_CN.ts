<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>AnswerForm</name>
    <message>
        <source>Somebody forgot a password</source>
        <translation>有人忘了密码</translation>
    </message>
    <message>
        <source>Ask the person yourself before you answer. Only the computer that asked can use the answer, and only once.</source>
        <translation>回复之前请当面或打电话问过本人。只有发出请求的那台电脑能用这份回复，只能用一次。</translation>
    </message>
    <message>
        <source>Esc  Leave</source>
        <translation>Esc  离开</translation>
    </message>
    <message>
        <source>{name} (staff number {number}) asks to get in again.</source>
        <translation>{name}（工号 {number}）请求重新打开。</translation>
    </message>
    <message>
        <source>Somebody with the staff number {number} asks to get in again. Nobody of that number is known here.</source>
        <translation>工号 {number} 的人请求重新打开；这里没有这个工号。</translation>
    </message>
    <message>
        <source>Answer …</source>
        <translation>回复 …</translation>
    </message>
</context>
<context>
    <name>ColleagueForm</name>
    <message>
        <source>Add a colleague</source>
        <translation>添一位同事</translation>
    </message>
    <message>
        <source>They choose a password and type it here; yours says that you agree.</source>
        <translation>请对方自己想一个密码、自己输入；您的密码表示同意。</translation>
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
        <source>Their password</source>
        <translation>对方的密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>My own password</source>
        <translation>我自己的密码</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添上</translation>
    </message>
</context>
<context>
    <name>LaptopList</name>
    <message>
        <source>Laptops that hand over here</source>
        <translation>向这里交的笔记本</translation>
    </message>
    <message>
        <source>Let the laptop of %1 back: why?</source>
        <translation>让%1的笔记本恢复：为什么？</translation>
    </message>
    <message>
        <source>Shut out the laptop of %1: what has come of it stands, what it signs from now on is put aside. Why?</source>
        <translation>吊销%1的笔记本：以前交来的都算数，从现在起它签的一律搁置。为什么？</translation>
    </message>
    <message>
        <source>Let back: %1</source>
        <translation>已恢复：%1</translation>
    </message>
    <message>
        <source>Shut out: %1</source>
        <translation>已吊销：%1</translation>
    </message>
    <message>
        <source>last file %1</source>
        <translation>最近一份 %1</translation>
    </message>
    <message>
        <source>no file yet</source>
        <translation>还没有交过</translation>
    </message>
    <message>
        <source>shut out %1 by %2: %3</source>
        <translation>%1 由%2吊销：%3</translation>
    </message>
    <message>
        <source>Let it back …</source>
        <translation>让它恢复 …</translation>
    </message>
    <message>
        <source>Lost or stolen: shut it out …</source>
        <translation>丢了、被偷了：吊销 …</translation>
    </message>
</context>
<context>
    <name>PasswordForm</name>
    <message>
        <source>Change my password</source>
        <translation>改我的密码</translation>
    </message>
    <message>
        <source>The records stay as they are; only the way in changes.</source>
        <translation>记录不变，只是换了进门的密码。</translation>
    </message>
    <message>
        <source>This computer has no password yet. Choose one here.</source>
        <translation>这台电脑还没有密码，请在这里定一个。</translation>
    </message>
    <message>
        <source>The password now</source>
        <translation>现在的密码</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新密码</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改</translation>
    </message>
</context>
<context>
    <name>SecretForm</name>
    <message>
        <source>Esc  Leave</source>
        <translation>Esc  离开</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>两次输入的密码不一样。</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Add a colleague</source>
        <translation>添一位同事</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>改我的密码</translation>
    </message>
    <message>
        <source>A forgotten password …</source>
        <translation>有人忘了密码 …</translation>
    </message>
    <message>
        <source>Who works on this computer</source>
        <translation>这台电脑上的人</translation>
    </message>
    <message>
        <source>Everyone has a password of their own. What somebody records carries their name.</source>
        <translation>每人一个自己的密码；谁录的，就记谁的名字。</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>人员与密码</translation>
    </message>
    <message>
        <source>leave</source>
        <translation>离开</translation>
    </message>
    <message>
        <source>Add a colleague, change your password: by the button with the person in the top bar. Whoever forgot a password brings a request file to the office.</source>
        <translation>添同事、改密码，都在顶栏的人像按钮里。忘了密码的人，把请求文件带到街道来。</translation>
    </message>
    <message>
        <source>{number} works here already.</source>
        <translation>工号 {number} 已经在这台电脑上了。</translation>
    </message>
    <message>
        <source>{name} can work here from now on, with a password of their own</source>
        <translation>{name} 以后可以用自己的密码在这台电脑上工作</translation>
    </message>
    <message>
        <source>Your password has been changed</source>
        <translation>您的密码已经改好</translation>
    </message>
    <message>
        <source>Somebody forgot a password</source>
        <translation>有人忘了密码</translation>
    </message>
    <message>
        <source>Requests (*.request)</source>
        <translation>请求 (*.request)</translation>
    </message>
    <message>
        <source>Write the answer …</source>
        <translation>写出回复 …</translation>
    </message>
    <message>
        <source>Answers (*.answer)</source>
        <translation>回复 (*.answer)</translation>
    </message>
    <message>
        <source>Written: {file}. Take it back to the computer that asked.</source>
        <translation>已写好：{file}。请带回发出请求的那台电脑。</translation>
    </message>
    <message>
        <source>it is you</source>
        <translation>现在是您</translation>
    </message>
</context>
</TS>
