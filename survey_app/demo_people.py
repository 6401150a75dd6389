"""Synthetic households by seed: names, relations and valid but invented ID numbers; nobody in them exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from forms.cn_resident import check_character

MALE, FEMALE = "1", "2"

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金"
    "石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE_SURNAMES = ("欧阳", "司马", "诸葛", "尉迟", "仉", "㛃", "阿依")
_GIVEN = {
    (MALE, "old"): "国强 建国 志强 永贵 德福 振华 凤山 玉林 长河 殿臣 文学 广义",
    (FEMALE, "old"): "桂芝 淑兰 秀英 玉珍 凤琴 桂荣 淑芬 秀兰 玉梅 素琴 亚芹 丽华",
    (MALE, "middle"): "伟 军 勇 涛 刚 建军 海波 立新 春雷 东升 晓明 志刚",
    (FEMALE, "middle"): "丽 红 艳 敏 静 晓红 春梅 海燕 立娟 亚男 雪梅 秋菊",
    (MALE, "young"): "磊 鹏 浩 宇 鑫 博文 子豪 天宇 明轩 俊杰 一鸣 家乐",
    (FEMALE, "young"): "婷 雪 悦 欣怡 佳琪 梦瑶 思雨 雨桐 可心 诗涵 丹丹 晶晶",
}
GIVEN = {group: names.split() for group, names in _GIVEN.items()}
EMPLOYERS = ("第一纺织厂", "第二毛纺厂", "机床厂", "拖拉机厂", "木材公司", "百货公司", "印刷厂", "客车厂")
POSTS = ("保洁", "保安", "家政", "缝纫", "厨师", "售货", "司机", "水暖工", "绿化", "协勤")
CAUSES = ("11", "12", "13", "14", "21", "99")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person: answers by question name, as the questionnaire's codes write them."""

    answers: Mapping[str, str]
    no_card: bool = False
    """Had no card at hand: the ID question is left with that reason."""


@dataclass(frozen=True, slots=True)
class DemoHousehold:
    """One invented household behind one door; the head comes first."""

    answers: Mapping[str, str]
    persons: tuple[DemoPerson, ...]


def citizen_id(division: str, birth: date, serial: int) -> str:
    """Return an 18-character ID number with its check character; odd serials are men's."""
    body = f"{division}{birth:%Y%m%d}{serial:03d}"
    return body + check_character(body)


def old_citizen_id(number: str) -> str:
    """Return the 15-digit form that cards carried before 1999; only for births in 19xx."""
    return number[:6] + number[8:17]


class People:
    """Makes households, one after the other, from one stream of chance."""

    def __init__(self, random: Random, division: str, survey_date: date) -> None:
        self._random = random
        self._division = division
        self._date = survey_date
        self._used: set[str] = set()

    def household(self) -> DemoHousehold:
        """One family: a head, mostly a spouse, children, now and then a parent."""
        random = self._random
        head_sex = random.choice((MALE, FEMALE))
        head_age = round(min(88, max(22, random.gauss(47, 12))))
        persons = [self._person("02", head_sex, head_age)]
        surname = persons[0].answers["full_name"][:1]
        if head_age > 23 and random.random() < 0.75:
            spouse_age = max(20, head_age + random.randint(-4, 4))
            persons.append(self._person("10", MALE if head_sex == FEMALE else FEMALE, spouse_age))
        if head_age >= 24:
            family = surname if head_sex == MALE or len(persons) == 1 else persons[1].answers["full_name"][:1]
            for _ in range(random.choices((0, 1, 2), (25, 60, 15))[0]):
                child_sex = random.choice((MALE, FEMALE))
                age = max(0, head_age - random.randint(22, 34))
                persons.append(self._person("20" if child_sex == MALE else "30", child_sex, age, family))
        if random.random() < 0.12:
            parent_sex = random.choice((MALE, FEMALE))
            persons.append(self._person("51" if parent_sex == MALE else "52", parent_sex, min(96, head_age + 25)))
        return DemoHousehold(self._household_answers(persons), tuple(persons))

    def _household_answers(self, persons: list[DemoPerson]) -> dict[str, str]:
        random = self._random
        return {
            "hh_type": "1",
            "head_name": persons[0].answers["full_name"],
            "hukou_here": random.choices(("1", "2", "3", "4", "5"), (78, 6, 8, 4, 4))[0],
            "hh_size": str(sum(1 for person in persons if person.answers["presence"] in ("1", "3"))),
            "dibao": random.choices(("0", "1"), (92, 8))[0],
            "dibao_no": f"DB{random.randint(0, 999999):06d}",
            "contact_phone": self._mobile(),
            "best_time": random.choice(("evening", "evening weekend", "morning", "noon")),
            "notice_given": "1",
            "respondent": random.choice(("1", "2", "3")),
        }

    def _person(self, relation: str, sex: str, age: int, surname: str = "") -> DemoPerson:
        random = self._random
        birth = self._birth(age)
        number = self._number(birth, sex)
        no_card = random.random() < 0.02
        if birth.year < 1985 and random.random() < 0.05:
            number = old_citizen_id(number)
        answers = {
            "full_name": self._name(sex, age, surname),
            "id_type": "01",
            "id_source": random.choices(("1", "2", "4", "5"), (80, 12, 5, 3))[0],
            "id_no": number,
            "sex": sex,
            "birth_date": birth.isoformat(),
            "survey_date": self._date.isoformat(),
            "ethnic": random.choices(("01", "10", "15", "03"), (91, 4, 4, 1))[0],
            "marital": "10" if age < 23 else random.choices(("20", "30", "40"), (85, 8, 7))[0],
            "relation": relation,
            "political": random.choices(("13", "01", "03"), (80, 15, 5))[0],
            "hukou_type": random.choices(("10", "20"), (88, 12))[0],
            "presence": random.choices(("1", "2", "3"), (90, 5, 5))[0],
            "hukou_division": self._division,
            "education": self._education(age),
            "health": random.choices(("1", "2", "3", "6"), (70, 20, 7, 3))[0],
            "disability": random.choice(("0", "1")),
            **self._contact(age, relation),
            **self._work(sex, age),
        }
        return DemoPerson(answers, no_card)

    def _birth(self, age: int) -> date:
        """A birthday that makes the person exactly that old on the day of the survey."""
        latest = _years_before(self._date, age)
        return latest - timedelta(days=self._random.randint(0, 364))

    def _number(self, birth: date, sex: str) -> str:
        while True:
            serial = self._random.randrange(0, 498) * 2 + (1 if sex == MALE else 0)
            number = citizen_id(self._division, birth, serial)
            if number not in self._used:
                self._used.add(number)
                return number

    def _name(self, sex: str, age: int, surname: str) -> str:
        random = self._random
        generation = "old" if age >= 55 else "middle" if age >= 30 else "young"
        first = surname or (random.choice(RARE_SURNAMES) if random.random() < 0.01 else random.choice(SURNAMES))
        return first + random.choice(GIVEN[sex, generation])

    def _education(self, age: int) -> str:
        if age < 15:
            return "80"
        if age < 30:
            return self._random.choices(("20", "30", "60", "70"), (20, 30, 30, 20))[0]
        return self._random.choices(("30", "40", "60", "70", "80"), (8, 12, 35, 38, 7))[0]

    def _contact(self, age: int, relation: str) -> dict[str, str]:
        if age >= 16 and self._random.random() < 0.72:
            return {"mobile": self._mobile()}
        if self._random.random() < 0.4:
            return {"phone": f"0431-8555{self._random.randint(0, 9999):04d}"}
        return {"contact_via": "户主" if relation != "02" else "邻居"}

    def _mobile(self) -> str:
        return f"135000{self._random.randint(0, 99999):05d}"

    def _work(self, sex: str, age: int) -> dict[str, str]:
        random = self._random
        status = self._labour_status(sex, age)
        answers = {"labour_status": status, "able": "1" if status != "40" else "0"}
        answers["pension_paid"] = random.choice(("1", "2", "3"))
        answers["medical_paid"] = random.choice(("1", "2", "3"))
        answers["cert_holder"] = random.choices(("0", "1"), (80, 20))[0]
        answers["cert_no"] = f"CC2003{random.randint(0, 999999):06d}"
        if status in ("30", "31"):
            return answers | {"willing": random.choices(("0", "1"), (90, 10))[0], "intent": "1", "intent_post": "家政"}
        if not status.startswith("2"):
            return answers
        answers |= {
            "able": random.choices(("1", "0"), (94, 6))[0],
            "willing": random.choices(("1", "0"), (85, 15))[0],
            "prev_employer": "长春市" + random.choice(EMPLOYERS),
            "prev_econ": "110",
            "prev_industry": "C",
            "prev_occupation": "6",
            "jobless_since": (self._date - timedelta(days=random.randint(60, 2400))).replace(day=1).isoformat(),
            "jobless_cause": random.choice(CAUSES),
            "settled": random.choice(("0", "1")),
            "intent": random.choice(("1", "1 3", "2", "3", "4")),
            "intent_post": random.choice(POSTS),
            "intent_wage": str(random.randrange(300, 900, 50)),
            "intent_range": "1",
            "train_want": "2",
            "loan_want": random.choice(("0", "1")),
            "skill": random.choice(POSTS),
            "skill_level": "9",
        }
        return answers

    def _labour_status(self, sex: str, age: int) -> str:
        random = self._random
        if age < 16:
            return ""
        if age < 22:
            return random.choices(("30", "25", "10"), (70, 15, 15))[0]
        if age >= (60 if sex == MALE else 52):
            return random.choices(("32", "31", "40"), (90, 5, 5))[0]
        return random.choices(
            ("10", "11", "12", "20", "21", "22", "23", "24", "31", "40"), (40, 10, 8, 14, 8, 6, 4, 5, 4, 1)
        )[0]


def _years_before(day: date, years: int) -> date:
    # A birthday on 29 February is kept on 28 February in common years.
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
