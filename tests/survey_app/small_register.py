"""A register for tests: allowances of clients, with calls to them, in the small survey without doors."""

from pathlib import Path

from small_survey import pack_with

CLIENT = """
| survey   | | | | |
|          | type    | name      | label   | save_to   |
|          | text    | full_name | Name    | full_name |
|          | text    | id_no     | Number  | id_no     |
|          | integer | income    | Income  | income    |
| entities | | |
|          | list_name | label |
|          | client | ${full_name} |
| settings | | |
|          | form_id | form_title |
|          | client  | Clients    |
"""
ALLOWANCE = """
| survey   | | | | | | | | | |
|          | type    | name      | label   | save_to   | required | relevant | constraint | default | readonly |
|          | date    | asked_on  | Asked on   | asked_on | yes | | | | |
|          | integer | amount    | Amount  | amount    | | | . > 0 and . <= 500 | | |
|          | select_one why | why | Why ended | why | yes | ${stage} = 'ended' | | | |
|          | date    | ended_on  | Ended on | ended_on | | | | | |
|          | text    | serial    | Serial number | serial | | | | | yes |
|          | select_one stage | stage | Stage | stage | | | | asked | yes |
| choices  | | | |
|          | list_name | name | label |
|          | stage | asked | Asked for |
|          | stage | granted | Granted |
|          | stage | ended | Ended |
|          | why | moved | Moved away |
|          | why | work  | Found work |
| entities | | |
|          | list_name | label |
|          | allowance | ${asked_on} |
| settings | | |
|          | form_id | form_title |
|          | allowance  | Allowances    |
"""
CALL = """
| survey   | | | | | |
|          | type | name   | label   | save_to | required |
|          | date | called | Called  | called  | yes |
|          | select_one yes_no | reached | Reached | reached | yes |
| choices  | | | |
|          | list_name | name | label |
|          | yes_no | 1 | Yes |
|          | yes_no | 0 | No |
| entities | | |
|          | list_name | label |
|          | call | ${called} |
| settings | | |
|          | form_id | form_title |
|          | call  | Calls    |
"""
ALLOWANCES_TOML = """\
title = { en = "Allowances", zh = "补助" }
position = 1
form = "allowance"
of = "client"
state = "stage"
columns = ["client.full_name", "client.id_no", "asked_on", "amount", "stage", "serial", "failed"]
order = ["asked_on"]
masked = ["client.id_no"]
groups = [["stage", "ended_on"]]

[[derived]]
name = "last_reached"
dataset = "call"
match = { parent_id = "parent_id" }
value = "MAX(called)"
where = "reached = '1'"

[[derived]]
name = "failed"
label = { en = "Calls in vain" }
dataset = "call"
match = { parent_id = "parent_id" }
where = "reached = '0' AND called > COALESCE(this.last_reached, '')"

[[filter]]
name = "poor"
title = { en = "Without income" }
where = "COALESCE(client.income, 0) = 0 AND stage <> 'ended'"

[[due]]
name = "call"
reason = { en = "Call the client" }
date = "days_after(COALESCE(last_reached, asked_on), 30)"
when = "stage = 'granted'"

[[due]]
name = "lost"
reason = { en = "Lost from sight" }
date = ":today"
when = "failed >= 3 AND stage = 'granted'"

[new]
fills = { asked_on = "today" }
once = "stage <> 'ended'"

[[new.check]]
when = "COALESCE(income, 0) < 1000"
says = { en = "Only who earns less than 1000 a month.", zh = "月收入不到 1000 元的才行。" }

[[step]]
name = "grant"
title = { en = "Grant" }
key = "1"
from = ["asked"]
to = "granted"
by = "street"
ask = ["amount"]
number = "serial"

[[step.check]]
when = "amount IS NOT NULL"
says = { en = "Say first how much." }

[[step]]
name = "end"
title = { en = "End" }
key = "2"
from = ["asked", "granted"]
to = "ended"
ask = ["why"]
fills = { ended_on = "today" }

[[step]]
name = "again"
title = { en = "Grant again" }
key = "3"
from = ["ended"]
to = "granted"
by = "street"

[[step]]
name = "call"
title = { en = "Call" }
key = "4"
opens = "calls"
"""
CALLS_TOML = """\
title = { en = "Calls" }
position = 2
form = "call"
of = "client"
columns = ["client.full_name", "called", "reached"]
order = ["-called"]

[new]
fills = { called = "today" }
"""


def register_pack(folder: Path, *, forms=(CLIENT, ALLOWANCE, CALL), settings: str = "", **registers: str) -> Path:
    """Write the pack; `registers` by file name, these two where none are given."""
    pack = pack_with(folder, *forms, settings=SETTINGS + settings)
    (pack / "registers").mkdir()
    for name, text in (registers or {"allowances": ALLOWANCES_TOML, "calls": CALLS_TOML}).items():
        (pack / "registers" / f"{name}.toml").write_text(text, encoding="utf-8")
    return pack


SETTINGS = """
[roles]
person = "client"

[identity]
number = "id_no"

[datasets.client]
search = ["full_name", "id_no"]
"""
