"""A pack: the forms, code lists, areas and figures of one survey, loaded, checked, hashed; every problem at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from forms.areas import Areas, in_language
from forms.datasets import Dataset, datasets_of
from forms.definition import Form
from forms.identity_numbers import GROUPINGS, SCHEMES, Grouping, IsRight
from forms.lists import ListRow, areas_from, read_list
from forms.pack_bulletin import bulletin_reports, competition_reports
from forms.pack_checks import SettingsCheck
from forms.pack_figures import read_figures
from forms.pack_files import SETTINGS, content_hash, read_files, write_zip
from forms.pack_forms import compiled, read_datasets, read_forms
from forms.pack_indicators import Indicator, check_indicators, in_present_names, read_indicators
from forms.pack_media import missing_lists, missing_pictures
from forms.pack_parameters import read_parameters
from forms.pack_problems import PackProblem, PackRefused
from forms.pack_register_tables import read_register_tables
from forms.pack_registers import (
    check_registers,
    checked_name,
    read_registers,
    registers_last,
    with_checked,
    with_registers,
)
from forms.pack_reports import ReportDefinition, check_report, read_reports, with_present_names
from forms.pack_settings import Identity, Interview, Place, Roles, Settings, Visits
from forms.pack_toml import TomlFile, read_settings
from forms.pack_versions import VERSIONS, Versions, read_versions, with_earlier_names
from forms.register import Register
from forms.register_query import Described
from forms.xform import ReadForm, form_from_xml

INDICATORS = "indicators.toml"
REPORTS, REGISTER_TABLES = "reports.toml", "register_tables.toml"
FIGURES = "figures.toml"
BULLETIN, BULLETIN_TEMPLATE = "bulletin.toml", "reports/bulletin.docx"
COMPETITION = "competition.toml"
LISTS = "lists"
ALONE = "forms/form.xml"
"""Where a form on its own lies in its pack."""

REEMPLOYMENT_4050 = Path(__file__).parent / "packs" / "reemployment_4050"


@dataclass(frozen=True)
class Pack:
    """What one survey needs. Values only; the files it was read from are kept, to be handed on."""

    settings: Settings
    files: Mapping[str, bytes] = field(repr=False)
    hash: str
    forms: Mapping[str, Form] = field(repr=False)
    """By form id."""
    datasets: Mapping[str, Dataset] = field(repr=False)
    areas: Areas = field(repr=False)
    key_figures: tuple[Indicator, ...]
    lists: Mapping[str, tuple[ListRow, ...]] = field(repr=False)
    versions: Versions = field(default_factory=Versions, repr=False)
    """Which versions came before this one."""
    sources: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Form id -> its file in the pack."""
    registers: Mapping[str, Register] = field(default_factory=dict[str, Register], repr=False)
    """By name, in the order in which they are offered."""

    @property
    def reports(self) -> tuple[ReportDefinition, ...]:
        """What can be printed, in the order of the list; those with a problem are left out."""
        return self._reports[0]

    @property
    def report_problems(self) -> tuple[PackProblem, ...]:
        """A report that names a question which nobody asks any more must not keep a laptop from opening."""
        return self._reports[1]

    @cached_property
    def _reports(self) -> tuple[tuple[ReportDefinition, ...], tuple[PackProblem, ...]]:
        # Read when somebody looks at reports: the doors do not wait for it.
        file = TomlFile(REPORTS, self.files.get(REPORTS, b""))
        named = [with_present_names(report, self.datasets) for report in read_reports(file)]
        found = [report for report in named if check_report(file, report, self.datasets)]
        tables_file = TomlFile(REGISTER_TABLES, self.files.get(REGISTER_TABLES, b""))
        tables = read_register_tables(tables_file, self.described)
        of_figures, problems = self._of_figures()
        return (*found, *tables, *of_figures), (*file.problems, *tables_file.problems, *problems)

    @property
    def described(self) -> Described:
        """What conditions may name: the questions, the registers and the parameters of the rules."""
        identity = self.identity.normal or self.identity.number
        return Described(self.datasets, identity, self.roles.person, self.settings.parameters, self.registers)

    def _of_figures(self) -> tuple[list[ReportDefinition], list[PackProblem]]:
        figure_file, bulletin_file, competition_file = (
            TomlFile(name, self.files.get(name, b"")) for name in (FIGURES, BULLETIN, COMPETITION)
        )
        figures = read_figures(figure_file, self.described)
        found: list[ReportDefinition] = []
        if bulletin_file.text:
            template = self.files.get(BULLETIN_TEMPLATE, b"")
            found += bulletin_reports(bulletin_file, figures, self.datasets, template)
        if competition_file.text:
            found += competition_reports(competition_file, figures)
        return found, [*figure_file.problems, *bulletin_file.problems, *competition_file.problems]

    @property
    def id(self) -> str:
        return self.settings.id

    @property
    def version(self) -> str:
        return self.settings.version

    @property
    def titles(self) -> Mapping[str, str]:
        return self.settings.titles

    @property
    def roles(self) -> Roles:
        return self.settings.roles

    @property
    def place(self) -> Place:
        return self.settings.place

    @property
    def visits(self) -> Visits:
        return self.settings.visits

    @property
    def interview(self) -> Interview:
        return self.settings.interview

    @property
    def identity(self) -> Identity:
        return self.settings.identity

    @property
    def number_checks(self) -> Mapping[tuple[str, str], IsRight]:
        """(dataset, field) of the identity number -> what tells of one by itself whether it can be right."""
        identity, is_right = self.identity, SCHEMES.get(self.identity.scheme)
        return {(self.settings.roles.person, identity.number): is_right} if is_right and identity.number else {}

    @property
    def groupings(self) -> Mapping[str, Grouping]:
        """Field of an identity number -> how it is written to be read."""
        identity, grouping = self.identity, GROUPINGS.get(self.identity.scheme)
        return {name: grouping for name in (identity.number, identity.normal) if name and grouping}

    @property
    def looked_up(self) -> tuple[str, ...]:
        """The fields by which a person is recognised: the number as it is compared, the birth date."""
        identity = self.identity
        return tuple(name for name in (identity.normal or identity.number, identity.birth) if name)

    @property
    def parents(self) -> Mapping[str, str]:
        """Dataset -> the dataset whose record holds it, beyond the repeats of a form."""
        return self.settings.parents

    @property
    def groups(self) -> Mapping[str, tuple[frozenset[str], ...]]:
        """Dataset -> fields that are merged together, so that no merge mixes halves."""
        return {name: each.groups for name, each in self.settings.datasets.items()}

    @property
    def policies(self) -> Mapping[str, Mapping[str, str]]:
        """Dataset -> field -> max, min, concat or lww, in place of a conflict."""
        return {name: each.policies for name, each in self.settings.datasets.items()}

    @property
    def search_fields(self) -> Mapping[str, tuple[str, ...]]:
        return {name: each.search for name, each in self.settings.datasets.items()}

    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]:
        """Dataset -> the fields that a list shows first."""
        return {name: each.columns for name, each in self.settings.datasets.items()}

    @property
    def masked_fields(self) -> Mapping[str, frozenset[str]]:
        """Dataset -> fields shown in part unless the role allows more."""
        return {name: frozenset(each.masked) for name, each in self.settings.datasets.items()}

    @property
    def hidden_fields(self) -> Mapping[str, frozenset[str]]:
        """Dataset -> fields that are kept and carried, but are no column for people."""
        return {name: frozenset(each.hidden) for name, each in self.settings.datasets.items()}

    @property
    def shared_datasets(self) -> tuple[str, ...]:
        """The datasets whose records go down to every computer below an office."""
        return tuple(name for name, each in self.settings.datasets.items() if each.shared)

    def title(self, language: str) -> str:
        return in_language(self.titles, language, self.id)

    def write_zip(self, path: Path) -> None:
        """Write the pack as one file; the same pack always gives the same bytes.

        It carries its forms compiled as well, so that they open at once wherever it is read.
        """
        write_zip(self.files, path)


def load_pack(source: Path, read_form: ReadForm = form_from_xml) -> Pack:
    """Return the pack in a folder or zip file. Raises PackRefused with every problem at once.

    The same content gives the same pack: it never changes, and a process reads it once. `read_form` reads those of its
    forms that are XForm documents, or that it carries compiled.
    """
    return pack_from(read_files(source), source.name, read_form)


def pack_from(
    files: Mapping[str, bytes], name: str = "", read_form: ReadForm = form_from_xml, *, is_draft: bool = False
) -> Pack:
    """Return the pack in files that were read already. Raises PackRefused with every problem at once.

    In a draft nobody has said yet what was renamed, so what figures name is not looked at.
    """
    return _pack_in(tuple(sorted(files.items())), name, read_form, is_draft)


@lru_cache(maxsize=4)
def _pack_in(content: tuple[tuple[str, bytes], ...], name: str, read_form: ReadForm, is_draft: bool = False) -> Pack:
    files = dict(content)
    if SETTINGS not in files:
        raise PackRefused([PackProblem(name, f"There is no {SETTINGS} in it.", "Choose the pack's own folder.")])
    settings_file = TomlFile(SETTINGS, files[SETTINGS])
    settings = replace(read_settings(settings_file), parameters=read_parameters(settings_file))
    for key in ("id", "version"):
        if not getattr(settings, key):
            settings_file.problem(f"The pack needs {key!r}.")
    registers = read_registers(files, settings.parameters)
    own_settings, settings = settings, with_registers(settings, registers)
    indicator_file = TomlFile(INDICATORS, files.get(INDICATORS, b""))
    key_figures = read_indicators(indicator_file)
    lists, list_problems = _lists(files)
    areas, area_problems = _areas(settings_file, settings, lists)
    forms, sources, form_problems = read_forms(files, read_form)
    datasets, dataset_problems = read_datasets(settings_file, settings, forms.values(), sources)
    datasets = registers_last(datasets, registers)
    versions_file = TomlFile(VERSIONS, files.get(VERSIONS, b""))
    versions = read_versions(versions_file)
    # What a broken form would have asked is not known, and not everything else is wrong because of it.
    if not form_problems and not dataset_problems:
        SettingsCheck(settings_file, own_settings, datasets).run()
        datasets = with_earlier_names(datasets, versions.renamed, versions_file)
        key_figures = tuple(in_present_names(figure, datasets) for figure in key_figures)
        if not is_draft:
            check_indicators(indicator_file, key_figures, datasets)
        # In a draft nobody has said yet which questions are only called otherwise.
        if not is_draft and checked_name(files) not in files:
            check_registers(registers, settings, forms, datasets)
    media = missing_pictures(forms, sources, files)
    if not dataset_problems and not form_problems:
        media += missing_lists(forms, sources, files, {*lists, *datasets})
    elsewhere = [*list_problems, *area_problems, *form_problems, *dataset_problems, *media]
    elsewhere += [problem for each in registers for problem in each.file.problems]
    read = (settings_file, indicator_file, versions_file)
    problems = [*(problem for file in read for problem in file.problems), *elsewhere]
    if problems:
        raise PackRefused(problems)
    files = with_checked(registers, files) | compiled(forms, sources, files)
    return Pack(
        settings,
        files,
        content_hash(files),
        forms,
        datasets,
        areas,
        key_figures,
        lists,
        versions,
        sources,
        {each.register.name: each.register for each in registers},
    )


def pack_of(form: Form, versions: Versions | None = None) -> Pack:
    """Return a form on its own as a pack: no areas, no doors, no figures, its datasets with the form's own words."""
    settings = Settings(form.id, form.version or "1", form.titles)
    versions = versions or Versions()
    datasets = with_earlier_names(datasets_of([form]), versions.renamed)
    # JSON texts are TOML texts too.
    said = {"id": form.id, "version": form.version or "1", "title": form.title()}
    toml = "".join(f"{key} = {json.dumps(text, ensure_ascii=False)}\n" for key, text in said.items())
    files = {SETTINGS: toml.encode(), ALONE: form.source.encode()}
    if versions.earlier:
        files[VERSIONS] = versions.as_toml()
    return Pack(
        settings, files, content_hash(files), {form.id: form}, datasets, Areas(), (), {}, versions, {form.id: ALONE}
    )


def _lists(files: Mapping[str, bytes]) -> tuple[dict[str, tuple[ListRow, ...]], list[PackProblem]]:
    lists: dict[str, tuple[ListRow, ...]] = {}
    problems: list[PackProblem] = []
    for name, content in files.items():
        if name.startswith(f"{LISTS}/") and name.endswith(".csv"):
            rows, wrong = read_list(name, content)
            lists[PurePosixPath(name).stem] = tuple(rows)
            problems += wrong
    return lists, problems


def _areas(
    file: TomlFile, settings: Settings, lists: Mapping[str, tuple[ListRow, ...]]
) -> tuple[Areas, list[PackProblem]]:
    wanted = settings.areas.list
    if not wanted:
        return Areas(), []
    rows = lists.get(PurePosixPath(wanted).stem)
    if rows is None:
        file.problem(f"There is no {LISTS}/{wanted}.", at=wanted)
        return Areas(), []
    return areas_from(f"{LISTS}/{wanted}", list(rows), settings.areas)
