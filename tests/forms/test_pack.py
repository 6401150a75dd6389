"""A pack is a folder or one zipped file; what is wrong with it is told at once, with the place."""

import stat
import zipfile
from datetime import time

import pytest
from openpyxl import Workbook

from forms.areas import Area, Areas, in_language, is_within
from forms.pack import REEMPLOYMENT_4050, load_pack, pack_of
from forms.pack_files import LARGEST_FILE, content_hash
from forms.pack_forms import compiled_name
from forms.pack_problems import PackRefused
from forms.xform import form_from_xml

PACK_TOML = """\
id = "trees"
version = "1"
title.en = "Street trees"

[areas]
list = "area.csv"
levels = ["town", "ward"]
unit = "ward"
"""

AREA_CSV = """\
name,label::English (en),level,parent
T,Town,town,
T1,First ward,ward,T
T2,Second ward,ward,T
"""


@pytest.fixture
def trees(tmp_path):
    """A small pack without doors, persons or anything Chinese."""
    folder = tmp_path / "trees"
    write(folder, "pack.toml", PACK_TOML)
    write(folder, "lists/area.csv", AREA_CSV)
    return folder


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def zipped(target, files, **attributes):
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = attributes.get(name, 0)
            archive.writestr(entry, content)
    return target


def problems_of(source):
    with pytest.raises(PackRefused) as refused:
        load_pack(source)
    return refused.value.problems


# ------------------------------------------------------------------------------------------------ reading


def test_a_pack_needs_no_doors_no_persons_and_no_areas(tmp_path):
    write(tmp_path, "pack.toml", 'id = "trees"\nversion = "1"\n')

    pack = load_pack(tmp_path)

    assert (pack.id, pack.roles.place, pack.roles.person, len(pack.areas)) == ("trees", "", "", 0)
    assert pack.areas.path("") == ""
    assert pack.title("zh") == "trees"


def test_a_folder_and_its_zip_are_the_same_pack(trees, tmp_path):
    pack = load_pack(trees)

    pack.write_zip(tmp_path / "trees.zip")

    assert load_pack(tmp_path / "trees.zip").hash == pack.hash


def test_zipping_the_folder_itself_does_as_well(trees, tmp_path):
    files = {f"trees/{path.relative_to(trees).as_posix()}": path.read_bytes() for path in trees.rglob("*.*")}

    assert load_pack(zipped(tmp_path / "wrapped.zip", files)).hash == load_pack(trees).hash


def test_the_same_pack_zipped_twice_is_the_same_file(trees, tmp_path):
    pack = load_pack(trees)
    pack.write_zip(tmp_path / "one.zip")
    load_pack(tmp_path / "one.zip").write_zip(tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_the_hash_depends_on_content_and_names_only():
    files = {"pack.toml": b"id = 1\n", "lists/a.csv": b"name\n1\n"}

    assert content_hash(files) == content_hash(dict(reversed(files.items())))
    assert content_hash(files) == content_hash({**files, "lists/a.csv": b"name\r\n1\r\n"})
    assert content_hash(files) != content_hash({**files, "lists/a.csv": b"name\n2\n"})
    assert content_hash({"a": b"bc"}) != content_hash({"ab": b"c"})


def test_what_office_programs_leave_behind_is_no_part_of_a_pack(trees):
    before = load_pack(trees).hash

    write(trees, "forms/~$household.xlsx", "lock")
    write(trees, ".DS_Store", "")
    write(trees, "__MACOSX/pack.toml", "")

    assert load_pack(trees).hash == before


# ------------------------------------------------------------------------------------------------ hostile zips


@pytest.mark.parametrize(
    "name", ["../pack.toml", "a/../../b.csv", "/etc/passwd", "C:/pack.toml", "lists\\area.csv", "a\nb.csv"]
)
def test_a_name_that_leads_out_of_the_pack_is_refused(trees, tmp_path, name):
    archive = zipped(tmp_path / "evil.zip", {"pack.toml": PACK_TOML, name: "x"})

    assert "no name for a file" in problems_of(archive)[0].what


def test_a_link_in_a_zip_is_refused(tmp_path):
    archive = zipped(tmp_path / "link.zip", {"pack.toml": "/etc/passwd"}, **{"pack.toml": (stat.S_IFLNK | 0o777) << 16})

    assert "no name for a file" in problems_of(archive)[0].what


def test_two_files_of_one_name_are_refused(tmp_path):
    archive = zipped(tmp_path / "twice.zip", {"pack.toml": PACK_TOML, "PACK.toml": PACK_TOML})

    assert "same name" in problems_of(archive)[0].what


def test_a_bomb_is_refused_before_it_fills_the_memory(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pack.toml", PACK_TOML)
        with archive.open("lists/bomb.csv", "w") as bomb:
            for _ in range(LARGEST_FILE // 2**20 + 1):
                bomb.write(bytes(2**20))

    assert "larger than a pack may be" in problems_of(tmp_path / "bomb.zip")[0].what


def test_too_many_files_are_refused(tmp_path):
    archive = zipped(tmp_path / "many.zip", {f"lists/{n}.csv": "" for n in range(2_001)})

    assert "more than 2000 files" in problems_of(archive)[0].what


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"id = 1"])
def test_a_file_that_is_no_zip_is_refused(tmp_path, content):
    (tmp_path / "pack.zip").write_bytes(content)

    assert "no zip file" in problems_of(tmp_path / "pack.zip")[0].what


def test_a_damaged_zip_is_refused(trees, tmp_path):
    load_pack(trees).write_zip(tmp_path / "trees.zip")
    content = bytearray((tmp_path / "trees.zip").read_bytes())
    content[60] ^= 0xFF
    (tmp_path / "trees.zip").write_bytes(content)

    assert problems_of(tmp_path / "trees.zip")


def test_a_missing_pack_and_a_folder_without_one_are_told_apart(tmp_path):
    assert "no such file" in problems_of(tmp_path / "nothing.zip")[0].what
    assert "pack.toml" in problems_of(tmp_path)[0].what


# ------------------------------------------------------------------------------------------------ problems


def test_every_problem_is_told_at_once_with_file_and_row(trees):
    write(
        trees,
        "pack.toml",
        PACK_TOML + '\n[roles]\nplaec = "dwelling"\n\n[datasets.tree]\npolicies = { a = "newest" }\n',
    )
    write(trees, "lists/area.csv", AREA_CSV + "T1,First again,ward,T\nT9,Lost,ward,T8\nX,Odd,galaxy,T\n")
    write(trees, "indicators.toml", '[[indicator]]\nname = "trees"\ndataset = "tree"\n')

    problems = problems_of(trees)

    places = {(problem.file, problem.row) for problem in problems}
    assert places == {
        ("pack.toml", 11),
        ("pack.toml", 13),
        ("pack.toml", 14),
        ("lists/area.csv", 5),
        ("lists/area.csv", 6),
        ("lists/area.csv", 7),
        ("indicators.toml", 2),
    }
    assert "'plaec'" in str(problems[0])


def test_a_toml_file_with_a_slip_names_its_line(trees):
    write(trees, "pack.toml", 'id = "trees"\nversion = 1.0.0\n')

    assert ("pack.toml", 2) in {(problem.file, problem.row) for problem in problems_of(trees)}


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("id = 5", "must be a text"),
        ('roles = "dwelling"', "must be a table"),
        ('[roles]\nplace = ["dwelling"]', "must be a text"),
        ('[interview]\nfirst = "core"', "must be a list"),
        ("[visit.attempts]\nattempts = true", "must be a number"),
        ('[visit.attempts]\nknock_at = "late"', "time of day"),
        ('[[visit.outcomes]]\nsign = "x"', "needs 'code'"),
        ('[[visit.outcomes]]\ncode = "1"\nagain = 1', "true or false"),
        ('[visit]\noutcomes = ["01"]', "list of tables"),
        ('[[visit.outcomes]]\ncode = "1"\nkey = "1"\n[[visit.outcomes]]\ncode = "2"\nkey = "1"', "two outcomes"),
        ('[datasets.tree]\ngroups = ["a"]', "lists of field names"),
        ("[parents]\ntree = 5", "must hold texts"),
    ],
)
def test_a_value_of_the_wrong_kind_is_named(tmp_path, line, complaint):
    head = 'version = "1"\n' if line.startswith("id") else 'id = "trees"\nversion = "1"\n'
    write(tmp_path, "pack.toml", head + line + "\n")

    assert complaint in " ".join(problem.what for problem in problems_of(tmp_path))


def test_an_id_and_a_version_are_needed(tmp_path):
    write(tmp_path, "pack.toml", "")

    assert len(problems_of(tmp_path)) == 2


def test_a_list_that_is_named_must_be_there(trees):
    (trees / "lists/area.csv").unlink()

    assert [(problem.row, problem.what) for problem in problems_of(trees)] == [(6, "There is no lists/area.csv.")]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"code,label\n1,one\n", "no column `name`"),
        ("name,label\n1,树\n".encode("gbk"), "not written in UTF-8"),
        (b"name,label\n,nothing\n", "code is empty"),
        (b'name,label\n1,"open\n', "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_is_named(trees, content, complaint):
    (trees / "lists/kind.csv").write_bytes(content)

    (problem,) = problems_of(trees)

    assert problem.file == "lists/kind.csv"
    assert complaint in problem.what


# ------------------------------------------------------------------------------------------------ areas


def test_areas_form_a_tree_with_paths_from_the_top(trees):
    areas = load_pack(trees).areas

    assert areas.path("T2") == "T/T2"
    assert [area.code for area in areas.children("T")] == ["T1", "T2"]
    assert [area.code for area in areas.below("T", "ward")] == ["T1", "T2"]
    assert [area.code for area in areas.below()] == ["T", "T1", "T2"]
    assert areas.unit == "ward"
    assert areas.full_name("T/T1", "en") == "First ward, Town"


def test_an_unknown_area_is_no_area(trees):
    areas = load_pack(trees).areas

    assert areas.at("T/T1") == areas["T1"]
    assert areas.at("T1") is None
    assert areas.get("T9") is None
    assert areas.name("T9", "en") == "T9"
    with pytest.raises(KeyError):
        areas.path("T9")


def test_an_area_that_lies_in_itself_is_refused(trees):
    write(trees, "lists/area.csv", AREA_CSV.replace("T,Town,town,", "T,Town,town,T1"))

    assert {problem.what for problem in problems_of(trees)} >= {"'T' lies in itself."}


def test_a_subtree_ends_where_the_code_ends():
    assert is_within("220104/220104003/220104003001", "220104/220104003")
    assert is_within("220104", "220104")
    assert is_within("220104", "")
    assert not is_within("220104/2201040031", "220104/220104003")


def test_a_name_is_found_however_the_language_is_written():
    names = {"中文 (zh)": "湖滨", "English (en)": "Hubin"}

    assert in_language(names, "zh_CN") == "湖滨"
    assert in_language(names, "en") == "Hubin"
    assert in_language(names, "fr") == "湖滨"
    assert in_language({}, "fr", "-") == "-"


def test_without_any_areas_there_is_only_everywhere():
    assert list(Areas()) == []
    assert Areas({"A": Area("A")}).path("A") == "A"


# ------------------------------------------------------------------------------------------------ the 4050 pack


def test_the_4050_pack_says_which_dataset_is_what():
    pack = load_pack(REEMPLOYMENT_4050)

    assert (pack.roles.place, pack.roles.household, pack.roles.person) == ("dwelling", "household", "person")
    assert (pack.parents["household"], pack.parents["visit"]) == ("dwelling", "dwelling")
    assert frozenset({"id_type", "id_source", "id_no", "id_other"}) in pack.groups["person"]
    assert pack.policies["person"]["remark"] == "concat"
    assert "id_no18" in pack.search_fields["person"]
    assert pack.title("zh") == "4050 再就业入户调查"


def test_a_digit_on_the_door_grid_is_one_outcome():
    visits = load_pack(REEMPLOYMENT_4050).visits

    assert {key: visits.of_key(key).code for key in "34567890"} == {
        "3": "03", "4": "04", "5": "05", "6": "06", "7": "07", "8": "08", "9": "09", "0": "10",
    }  # fmt: skip
    assert visits.of_key("1") is None and visits.of_key("") is None
    assert visits.of_code("04").ask == "refuse_reason"
    assert visits.of_code("04").sign == {"zh": "拒", "en": "Ref"}
    assert visits.rule.knock_at == time(19, 0)


def test_twelve_communities_of_one_street_and_one_of_another_district():
    areas = load_pack(REEMPLOYMENT_4050).areas

    assert areas.path("220104003001") == "220104/220104003/220104003001"
    assert len(areas.children("220104003")) == 12
    assert areas.full_name(areas.path("220104003001"), "zh") == "朝阳区南湖街道湖滨社区"
    assert not is_within(areas.path("220105001001"), "220104")


# ------------------------------------------------------------------------------------------------ forms

TREE_XFORM = """\
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
  <h:head><h:title>Trees</h:title><model>
    <instance><data id="tree" version="7"><species/></data></instance>
    <bind nodeset="/data/species" type="string"/>
  </model></h:head>
  <h:body><input ref="/data/species"><label>Species</label></input></h:body>
</h:html>
"""


def test_a_form_on_its_own_is_a_pack_without_doors(tmp_path):
    form = form_from_xml(TREE_XFORM)

    pack = pack_of(form)
    pack.write_zip(tmp_path / "tree.zip")

    assert (pack.id, pack.version, pack.title("en")) == ("tree", "7", "Trees")
    assert list(pack.datasets) == ["tree"]
    assert (pack.roles.place, len(pack.areas), pack.key_figures) == ("", 0, ())
    again = load_pack(tmp_path / "tree.zip")
    assert (again.hash, list(again.forms)) == (pack.hash, ["tree"])


def test_what_pack_toml_says_of_a_dataset_is_held_against_the_forms(trees):
    write(trees, "forms/tree.xml", TREE_XFORM)
    write(trees, "pack.toml", PACK_TOML + '\n[datasets.tree]\ncolumns = ["species", "height"]\n')

    assert [(problem.file, problem.row, problem.what) for problem in problems_of(trees)] == [
        ("pack.toml", 11, "'tree' has no field 'height'.")
    ]


def test_the_names_of_sheets_and_records_come_from_the_pack(trees):
    write(trees, "forms/tree.xml", TREE_XFORM)
    write(trees, "pack.toml", PACK_TOML + '\n[datasets.tree]\ntitle.en = "Street trees"\nlabel = "species"\n')

    dataset = load_pack(trees).datasets["tree"]

    assert (dataset.labels, dataset.label_field) == ({"en": "Street trees"}, "species")


def test_two_forms_with_one_id_are_refused(trees):
    write(trees, "forms/a.xml", TREE_XFORM)
    write(trees, "forms/b.xml", TREE_XFORM)

    (problem,) = problems_of(trees)

    assert (problem.file, "'tree'" in problem.what) == ("forms/b.xml", True)


def test_a_slip_in_a_workbook_is_told_with_sheet_and_row(trees):
    workbook = Workbook()
    survey = workbook.active
    survey.title = "survey"
    for row in (["type", "name", "label"], ["text", "species", "Species"], ["text", "the kind", "Kind"]):
        survey.append(row)
    (trees / "forms").mkdir()
    workbook.save(trees / "forms/tree.xlsx")
    write(trees, "forms/odd.xml", "<h:html")

    problems = problems_of(trees)

    assert {problem.file for problem in problems} == {"forms/tree.xlsx", "forms/odd.xml"}
    assert any((problem.sheet, problem.row) == ("survey", 3) for problem in problems)


def test_a_zip_carries_its_forms_compiled_and_a_changed_workbook_is_converted_anew(tmp_path, trees):
    pack = load_pack(REEMPLOYMENT_4050)
    pack.write_zip(tmp_path / "pack.zip")

    again = load_pack(tmp_path / "pack.zip")

    assert again.hash == pack.hash == load_pack(REEMPLOYMENT_4050).hash
    name = compiled_name("forms/visit.xlsx", pack.files["forms/visit.xlsx"])
    assert name in pack.files
    assert compiled_name("forms/visit.xlsx", pack.files["forms/visit.xlsx"] + b" ") not in pack.files


def test_the_4050_forms_write_five_datasets_one_inside_the_other_and_the_registers_theirs():
    pack = load_pack(REEMPLOYMENT_4050)
    datasets = pack.datasets
    # Loans and what is overdue of them are two lists of one dataset.
    of_registers = list(dict.fromkeys(each.dataset for each in pack.registers.values() if not each.only_lists))

    # Registers come last, so that a master workbook keeps its first sheets where they are.
    assert list(datasets)[5:] == of_registers
    assert {name: dataset.parent for name, dataset in datasets.items() if name not in of_registers} == {
        "dwelling": "",
        "household": "dwelling",
        "person": "household",
        "staff": "",
        "visit": "dwelling",
    }
    person = datasets["person"]
    assert person.labels == {"中文 (zh)": "人员", "English (en)": "Persons"}
    assert person.field("is_4050").labels["中文 (zh)"] == "4050人员"
    assert person.field("is_4050").calculated
    assert person.field("labour_status").choices["20"]["English (en)"] == "Laid off, relation kept"


def test_working_values_of_a_form_are_no_fields():
    fields = {field.name for field in load_pack(REEMPLOYMENT_4050).datasets["person"].fields}

    assert "id_no18" in fields
    assert not fields & {"id_clean", "id_trouble_zh", "why_4050_zh", "p_4050_female"}
