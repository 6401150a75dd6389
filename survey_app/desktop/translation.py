"""The program's own words: English in the code, Chinese and English plurals in resources/translations/*.ts.

One file per room and language (`doors_zh_CN.ts`), so that two people can translate at once. They are read as they are,
without a compiling step: a mended sentence shows at the next start. `python -m survey_app.desktop.translation` brings
the files up to date with the code.
"""

from __future__ import annotations

import os
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = {"zh": "zh_CN", "en": "en"}

ROOMS = {
    "shell": ("shell", "start", "*.py"),
    "doors": ("doors",),
    "interview": ("interview",),
    "people": ("people",),
    "hand_over": ("hand_over",),
    "merge_desk": ("merge_desk",),
    "records": ("records",),
    "registers": ("registers",),
    "to_do": ("to_do",),
    "reports": ("reports",),
    "old_lists": ("old_lists",),
    "forms": ("forms",),
    "staff": ("staff",),
}
"""Each room's folders (or files) below survey_app/desktop."""

Messages = dict[tuple[str, str, str], tuple[str, ...]]
"""(context, source, comment) -> the translation, or one per plural form."""


class Translator(QTranslator):
    """Answers Qt from .ts files. `pseudo` 200 shows every string doubled, -100 mirrored: is everything translated?"""

    def __init__(self, language: str, pseudo: int = 0, parent: QCoreApplication | None = None):
        super().__init__(parent)
        self._language = language
        self._pseudo = pseudo
        self._messages = read_messages(translation_files(language))

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, comment: str | None = None, n: int = -1) -> str | None:  # type: ignore[override]
        found = self._messages.get((context, source, comment or ""))
        if found is None:
            return _stretched(source, self._pseudo) if self._pseudo and self._language == "en" else None
        # Chinese has one form, English two.
        text = found[0] if len(found) == 1 or n == 1 else found[1]
        return _stretched(text, self._pseudo)


def install(application: QCoreApplication, language: str, pseudo: int | None = None) -> Translator:
    """Speak `zh` or `en` from now on; whoever spoke before is taken out by the caller, with `uninstall`."""
    if pseudo is None:
        pseudo = int(os.environ.get("SURVEY_APP_PSEUDO", "0") or "0")
    QLocale.setDefault(QLocale(LANGUAGES[language]))
    translator = Translator(language, pseudo, application)
    application.installTranslator(translator)
    # Asked first because installed last: the words of Qt's own dialogs.
    of_qt = QTranslator(translator)
    if of_qt.load(f"qtbase_{LANGUAGES[language]}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(of_qt)
    return translator


def uninstall(application: QCoreApplication, translator: Translator) -> None:
    """Fall silent again: take out what `install` has put in."""
    for each in (translator, *translator.findChildren(QTranslator)):
        application.removeTranslator(each)


def translation_files(language: str) -> list[Path]:
    folder = Path(str(files("resources") / "translations"))
    return sorted(folder.glob(f"*_{LANGUAGES[language]}.ts"))


def read_messages(paths: Iterable[Path]) -> Messages:
    """Every finished message of the files."""
    messages: Messages = {}
    for path in paths:
        for context in ElementTree.parse(path).getroot().iter("context"):
            name = context.findtext("name", "")
            for message in context.iter("message"):
                key = (name, message.findtext("source", ""), message.findtext("comment", ""))
                if forms := _translations(message):
                    messages[key] = forms
    return messages


def _translations(message: ElementTree.Element) -> tuple[str, ...]:
    translation = message.find("translation")
    if translation is None or translation.get("type") in ("obsolete", "vanished"):
        return ()
    plural = tuple(form.text or "" for form in translation.iter("numerusform"))
    forms = plural or (translation.text or "",)
    return forms if all(forms) else ()


def _stretched(text: str, pseudo: int) -> str:
    if pseudo < 0:
        return text[::-1]
    return text * (pseudo // 100) if pseudo >= 100 else text


def update(folder: Path) -> None:
    """Bring every .ts file up to date with the code; new strings arrive unfinished, translated ones stay."""
    # Imported here: the window that reads the files never writes them.
    import subprocess

    desktop = Path(__file__).parent
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    for room, patterns in ROOMS.items():
        sources = [str(source) for pattern in patterns for source in _sources(desktop, pattern)]
        if not sources:
            continue
        for language in LANGUAGES.values():
            plurals = ["-pluralonly"] if language == "en" else []
            target = str(folder / f"{room}_{language}.ts")
            options = ["-silent", "-locations", "none", "-no-obsolete", *plurals]
            subprocess.run([str(lupdate), *options, *sources, "-ts", target], check=True)


def _sources(desktop: Path, pattern: str) -> list[Path]:
    if "*" in pattern:
        return sorted(desktop.glob(pattern))
    return sorted((desktop / pattern).rglob("*.py"))


if __name__ == "__main__":
    update(Path(str(files("resources") / "translations")))
