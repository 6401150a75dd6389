"""A small province: Changchun with two districts and Liaoyuan, what their offices recorded, and its pack."""

import shutil
from datetime import date

from office_desk import Desk

from forms.pack import REEMPLOYMENT_4050
from sync.edit import Author

AREAS = """name,label::中文 (zh),label::English (en),level,parent
220000,吉林省,Jilin,province,
220100,长春市,Changchun,city,220000
220102,南关区,Nanguan District,district,220100
220102001,南岭街道,Nanling Street,street,220102
220102001001,南岭社区,Nanling,community,220102001
220104,朝阳区,Chaoyang District,district,220100
220104003,南湖街道,Nanhu Street,street,220104
220104003001,湖滨社区,Hubin,community,220104003
220104003002,工农社区,Gongnong,community,220104003
220400,辽源市,Liaoyuan,city,220000
220402,龙山区,Longshan District,district,220400
"""
HUBIN, GONGNONG = "220000/220100/220104/220104003/220104003001", "220000/220100/220104/220104003/220104003002"
NANLING, LONGSHAN = "220000/220100/220102/220102001/220102001001", "220000/220400/220402"
CHAOYANG, NANGUAN = "220000/220100/220104", "220000/220100/220102"
NAMES = 'level_names.province = { zh = "省", en = "Province" }\nlevel_names.city = { zh = "市", en = "City" }\n'
CITY = "220000/220100"
DAY = date(2003, 7, 31)


def pack_of_the_province(folder):
    """The 4050 pack with a list of areas that begins with cities."""
    shutil.copytree(REEMPLOYMENT_4050, folder)
    (folder / "lists" / "area.csv").write_text(AREAS, encoding="utf-8-sig")
    settings = (folder / "pack.toml").read_text(encoding="utf-8")
    settings = settings.replace('levels = ["district"', 'levels = ["province", "city", "district"')
    settings = settings.replace("level_names.district", NAMES + "level_names.district")
    (folder / "pack.toml").write_text(settings, encoding="utf-8")
    return folder


class Province(Desk):
    """The office that holds everything, on the last of July."""

    def __init__(self, folder) -> None:
        super().__init__(folder / "office", "220000", "city", pack_of_the_province(folder / "pack"))
        self.today = DAY
        self._people = 0

    def record(self, dataset, area, parent="", **values):
        """Save one record as the office of an area would have."""
        edit = self.workspace.new_edit(dataset, values, parent)
        self.workspace.store.save([edit], Author("office", area))
        return edit.record_id

    def person_in(self, area, number="", **more):
        """Save somebody at a door of an area."""
        self._people += 1
        door = self.record("dwelling", area, road="南湖大路", dwelling_type="1", building=str(self._people))
        household = self.record("household", area, door, head_name="王桂芝", dibao="0")
        known = {"id_type": "01", "id_source": "1", "id_no": number} if number else {"id_type": "99"}
        answers = {"full_name": "王桂芝", "sex": "2", "birth_date": "1960-05-12", "survey_date": "2003-06-12"}
        return self.record("person", area, household, **answers, **known, presence="1", **more)

    def placed(self, person, area, day="2003-03-01", channel="self", is_4050=True, **more):
        answers = {"destination": "1", "place_desc": "保洁", "contract": "1", "place_state": "on_post", **more}
        return self.record("placement", area, person, place_date=day, channel=channel, was_4050=int(is_4050), **answers)

    def target(self, area_code, value, indicator="reemployed_4050", **more):
        answers = {"year": 2003, "signed_by": "王建国", "target_state": "signed", **more}
        return self.record("target", CITY, area_ref=area_code, indicator=indicator, value=str(value), **answers)
