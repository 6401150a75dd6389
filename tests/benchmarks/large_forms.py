"""Large forms for benchmarks: a thousand questions of every common kind on one paper, and members with a few each."""

from __future__ import annotations

from pyxform.xls2xform import convert

GROUPS, IN_A_GROUP = 20, 50
KINDS = ("text", "integer", "select_one few", "date", "select_multiple few", "decimal", "select_one many", "text")


def thousand_questions() -> str:
    """Return it as XForm XML."""
    survey = ["| survey | | | | | | |", "| | type | name | label | relevant | constraint | calculation |"]
    for group in range(GROUPS):
        survey.append(f"| | begin_group | g{group} | 第{group + 1}部分 | | | |")
        for place in range(IN_A_GROUP):
            name, kind = f"q{group}_{place}", KINDS[place % len(KINDS)]
            # Every tenth question is asked only where the number before it is not nought.
            asked = f"${{q{group}_{place - 8}}} != 0" if place % 10 == 9 else ""
            rule = ". >= 0 and . < 100" if kind == "integer" else ""
            survey.append(f"| | {kind} | {name} | 问题 {group + 1}.{place + 1} 请如实回答 | {asked} | {rule} | |")
        numbers = [f"number(coalesce(${{q{group}_{place}}}, 0))" for place in range(1, IN_A_GROUP, len(KINDS))]
        survey.append(f"| | calculate | sum{group} | | | | {' + '.join(numbers)} |")
        survey.append(f"| | note | told{group} | 小计 ${{sum{group}}} | | | |")
        survey.append("| | end_group | | | | | |")
    choices = ["| choices | | | |", "| | list_name | name | label |"]
    choices += [f"| | few | {place} | 选项{place} |" for place in range(1, 6)]
    choices += [f"| | many | {place:02} | 情况第{place}种 |" for place in range(1, 31)]
    return convert(xlsform="\n".join([*survey, *choices]), file_type=".md", validate=False).xform


def roster_form() -> str:
    """Return a form of members with six questions each, as XForm XML."""
    kinds = {"name": "text", "sex": "select_one few", "born": "date", "age": "integer", "job": "text", "phone": "text"}
    survey = ["| survey | | | |", "| | type | name | label |", "| | begin_repeat | person | 人员 |"]
    survey += [f"| | {kind} | {name} | {name} |" for name, kind in kinds.items()]
    choices = ["| | end_repeat | | |", "| choices | | | |", "| | list_name | name | label |"]
    choices += [f"| | few | {place} | 选项{place} |" for place in (1, 2)]
    return convert(xlsform="\n".join([*survey, *choices]), file_type=".md", validate=False).xform
