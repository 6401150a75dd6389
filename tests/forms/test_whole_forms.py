"""Real forms by other people, filled in from the first question to the last."""

import json
import os
from pathlib import Path

import pytest
from form_tables import world
from walking import fill

from forms.files import lists_from_files
from forms.instance import Instance
from forms.recalculation import recalculator
from forms.rows import instance_from_rows, rows_of
from forms.xlsform import form_from_xlsx

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).parents[2] / ".." / "shared"))
FOLDER = Path(os.environ.get("CONFORMANCE_DIR", SHARED / "conformance")) / "forms"
NAMES = (
    "all-question-types-v2024091201-3",
    "cascading_select",
    "choice_filter_test",
    "loop",
    "or_other",
    "pull_data",
    "socio-economic-survey-v20240515",
    "whova_form",
    "xlsform_spec_test",
)
CITY = {
    "type": "Feature",
    "id": "changchun",
    "geometry": {"type": "Point", "coordinates": [125.32, 43.88]},
    "properties": {"title": "Changchun"},
}
BESIDE = {
    "cities.geojson": json.dumps({"type": "FeatureCollection", "features": [CITY]}).encode(),
    "fruits.csv": b"name_key,name\nmango,Mango\n",
}


@pytest.fixture(params=NAMES)
def form(request):
    path = FOLDER / f"{request.param}.xlsx"
    if not path.exists():
        pytest.skip("the public forms are not beside this repository (CONFORMANCE_DIR)")
    return form_from_xlsx(path)


def files(form):
    return lists_from_files(form, BESIDE.get, otherwise=lambda instance_id: {}[instance_id])


def test_every_question_of_a_real_form_can_be_answered(form):
    instance = Instance.new(form, world(instances=files(form)))

    stuck = fill(instance)

    assert stuck == []
    assert instance.unasked() == []
    assert instance.violations() == []
    assert instance.troubles == {}


def test_a_real_form_can_be_left_and_resumed_and_reopened(form):
    instance = Instance.new(form, world(instances=files(form)))
    fill(instance)
    rows = rows_of(instance, kept=True)

    resumed = Instance.restore(form, json.loads(json.dumps(instance.snapshot())), world(2, instances=files(form)))
    reopened = instance_from_rows(form, rows, world(3, instances=files(form)))

    assert resumed.states() == instance.states()
    assert rows_of(resumed) == rows_of(reopened) == rows_of(instance)


def test_a_merge_computes_of_a_real_form_what_its_instance_computed(form):
    instance = Instance.new(form, world(instances=files(form)))
    fill(instance)

    computed = recalculator(form, world(4, instances=files(form)))(rows_of(instance, kept=True))

    assert computed == rows_of(instance)


def test_a_real_form_whose_files_are_missing_can_be_answered_all_the_same(form):
    instance = Instance.new(form, world())

    fill(instance)

    assert {path for path, _ in instance.troubles} <= {"/data/select_one_question_types/map", "/data/fruit"}
