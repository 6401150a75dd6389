"""A good form to which something happened is a form still, or refused in words; in bounded memory and time."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from mutated_forms import changed_workbook, changed_xform, damaged

from forms.pack import REEMPLOYMENT_4050
from forms.xlsform import load_form

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes with bounded memory need POSIX")

ROOT = Path(__file__).parents[2]
SHARED = Path(__file__).resolve().parents[3] / "shared"
CONFORMANCE = Path(os.environ.get("CONFORMANCE_DIR") or SHARED / "conformance") / "forms"
MANY = 30 * settings.default.max_examples // 100
"""Of each kind: ten times as many, and others each time, in `make soak`."""
SEED = 4050 if settings.default.derandomize else random.randrange(2**32)
MOST_SECONDS, MOST_MEGABYTES = 30, 700

Maker = Callable[[random.Random, Path], bytes]


def good_forms() -> list[Path]:
    ours = [REEMPLOYMENT_4050 / "forms" / f"{name}.xlsx" for name in ("staff", "visit", "dwelling")]
    return ours + (sorted(CONFORMANCE.glob("*.xlsx")) if CONFORMANCE.exists() else [])


def check(folder: Path, kind: str, make: Maker, forms: list[Path]) -> dict[str, int]:
    """Load many of a kind, each in a process of its own; return how many were forms and how many were refused."""
    folder.mkdir(exist_ok=True)
    for number in range(MANY):
        chance = random.Random(f"{SEED} {kind} {number}")
        (folder / f"{SEED}-{number}.{kind}").write_bytes(make(chance, chance.choice(forms)))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("load_each.py")), str(folder), "--open"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == MANY
    assert {each["name"]: each["said"] for each in told if each["said"] and not each["refused"]} == {}
    assert [each["name"] for each in told if each["refused"] and not each["said"]] == []
    assert [
        (each["name"], each["seconds"], each["megabytes"])
        for each in told
        if each["seconds"] > MOST_SECONDS or each["megabytes"] > MOST_MEGABYTES
    ] == []
    refused = sum(each["refused"] for each in told)
    return {"forms": len(told) - refused, "refused": refused}


def test_a_workbook_that_its_author_changed_is_a_form_or_refused(tmp_path: Path):
    found = check(tmp_path / "forms", "xlsx", changed_workbook, good_forms())

    assert all(found.values())


def test_a_workbook_that_a_stick_damaged_is_a_form_or_refused(tmp_path: Path):
    found = check(tmp_path / "forms", "xlsx", lambda chance, form: damaged(chance, form.read_bytes()), good_forms())

    assert found["refused"]


def test_an_xform_with_elements_dropped_doubled_renamed_and_moved_is_a_form_or_refused(tmp_path: Path):
    texts = {form: load_form(form).source for form in good_forms()}

    found = check(tmp_path / "forms", "xml", lambda chance, form: changed_xform(chance, texts[form]), good_forms())

    assert all(found.values())


def test_an_xform_that_a_stick_damaged_is_a_form_or_refused(tmp_path: Path):
    texts = {form: load_form(form).source.encode() for form in good_forms()}

    found = check(tmp_path / "forms", "xml", lambda chance, form: damaged(chance, texts[form]), good_forms())

    assert found["refused"]


@pytest.fixture(scope="session")
def old_workbooks(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Forms of ours as the Excel of 2003 keeps them."""
    soffice, folder = shutil.which("soffice"), tmp_path_factory.mktemp("xls")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    forms = [str(REEMPLOYMENT_4050 / "forms" / f"{name}.xlsx") for name in ("staff", "visit")]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xls", "--outdir", str(folder), *forms],
        check=True,
        capture_output=True,
        timeout=180,
        env=os.environ | {"HOME": str(folder)},
    )
    return sorted(folder.glob("*.xls"))


def test_an_old_workbook_that_a_stick_damaged_is_a_form_or_refused(tmp_path: Path, old_workbooks: list[Path]):
    assert [load_form(form).id for form in old_workbooks]

    found = check(tmp_path / "forms", "xls", lambda chance, form: damaged(chance, form.read_bytes()), old_workbooks)

    assert found["refused"]
