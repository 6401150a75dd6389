"""Every trouble is told in plain words: what happened, is anything lost, what to do."""

import importlib
import inspect
import pkgutil
import re

import pytest

import forms
import survey_app
import sync
from survey_app.explain import explain, explain_arrival, facts_of
from survey_app.sentences import LANGUAGES, UnknownSentence, catalogue, fill, nearest_language, placeholders, sentence
from sync.exchange import State


def own_errors():
    """Every exception class of forms, sync and survey_app that stands for trouble with the world or a form."""
    found = set()
    for package in (forms, sync, survey_app):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            if ".desktop" in module.name or module.name.endswith("__main__"):
                continue
            for _, kind in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                names = {base.__name__ for base in kind.__mro__}
                if names & {"SyncError", "FormError"}:
                    found.add(kind)
    return sorted(found, key=lambda kind: kind.__name__)


@pytest.mark.parametrize("kind", own_errors(), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_of_ours_has_its_own_words(kind, language):
    texts = catalogue(language)

    assert f"error.{kind.__name__}.what" in texts
    assert all(texts[f"error.{kind.__name__}.{part}"] for part in ("what", "lost", "todo"))


@pytest.mark.parametrize("state", State)
def test_every_state_of_a_file_on_the_merge_desk_has_its_words(state):
    assert explain_arrival(state, "zh").what


def test_both_catalogues_say_the_same_things():
    assert set(catalogue("zh")) == set(catalogue("en"))


@pytest.mark.parametrize("key", sorted(catalogue("zh")))
def test_both_languages_ask_for_the_same_facts(key):
    assert placeholders(catalogue("zh")[key]) == placeholders(catalogue("en")[key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_shouts_or_says_failed(language):
    for key, text in catalogue(language).items():
        assert not re.search(r"[!！]|\bfailed\b|失败|\berror\b", text), key


def test_a_wrong_password_loses_nothing():
    class WrongPassword(Exception):
        pass

    assert explain(WrongPassword(), "zh").lost == "数据没有变化。"
    assert str(explain(WrongPassword(), "en")).startswith("Wrong password. Nothing has changed.")


def test_an_unknown_mistake_says_that_the_answers_are_safe():
    assert "saved" in explain(ZeroDivisionError(), "en").lost


def test_a_missing_file_is_named_without_its_folders():
    error = FileNotFoundError(2, "No such file", "/media/stick/湖滨.bundle")

    assert explain(error, "zh").what == "找不到这个文件：湖滨.bundle。"
    assert "/media" not in str(facts_of(error, "zh"))


@pytest.mark.parametrize("error", [OSError(5, "Input/output"), OSError(), PermissionError(13, "No"), TimeoutError()])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_the_system_does_not_name_is_not_named(error, language):
    told = explain(error, language)

    assert told.what in ("电脑没有让程序读写一个文件。", "The computer did not let the program read or write a file.")
    assert told.lost and told.todo


def test_the_words_for_a_damaged_file_name_whom_to_call():
    assert explain_arrival("damaged", "zh", {"who": "王芳"}).todo == "请王芳重新导出。"


def test_one_person_is_not_one_persons():
    text = "{persons:person|persons}"

    assert fill(text, {"persons": 1}) == "1 person"
    assert fill(text, {"persons": 412}) == "412 persons"


def test_a_fact_that_is_not_known_reads_as_nothing():
    assert sentence("zh", "act.visit", door="1 单元 602") == "1 单元 602 记为 "


def test_a_key_that_no_catalogue_has_is_our_mistake():
    with pytest.raises(UnknownSentence):
        sentence("zh", "act.flying")


def test_a_system_in_english_reads_english_and_any_other_chinese():
    assert [nearest_language(name) for name in ("en_GB.UTF-8", "zh_CN.UTF-8", "C", "")] == ["en", "zh", "zh", "zh"]
