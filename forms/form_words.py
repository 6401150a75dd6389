"""Words and rules of a form as they are read: labels with outputs, messages, translations, expressions; slips noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from xml.etree.ElementTree import Element as Xml

from forms.author_cells import CellOf, place_in_cell
from forms.definition import Parts, Words
from forms.expression import Expression, ExpressionError, compile_expression
from forms.list_table import texts_in
from forms.problems import FormProblem
from forms.tree import Element
from forms.xml_in import attribute, child_of, children_of, qualified

ITEXT = re.compile(r"jr:itext\(\s*(['\"])(.*)\1\s*\)")
PlaceOf = Callable[[str], tuple[str, int]]
"""Path of a question -> sheet and row where its author wrote it, ("", 0) where that is not known."""


class FormWords:
    """Reads texts and expressions of one document; what is wrong with any of them is kept in `problems`."""

    def __init__(self, place_of: PlaceOf, cell_of: CellOf) -> None:
        self._place_of = place_of
        self._cell_of = cell_of
        self._expressions: dict[str, Expression | None] = {}
        self.problems: list[FormProblem] = []
        self.translations: dict[str, dict[str, dict[str, Parts]]] = {}
        """Language -> text id -> form of the text -> text."""
        self.default_language = ""

    def problem(self, path: str, what: str, mend: str = "", column: str = "") -> None:
        sheet, row = self._place_of(path)
        self.problems.append(FormProblem(what, mend, sheet, row, column))

    def expression(self, text: str, path: str, column: str) -> Expression | None:
        """Return the compiled expression, None where there is none or where it is wrong."""
        if not text.strip():
            return None
        if text not in self._expressions:
            try:
                self._expressions[text] = compile_expression(text, place=(path, column))
            except ExpressionError as error:
                self._expressions[text] = None
                self.problem(path, f"{self._as_written(error, path, column)}", column=column)
        return self._expressions[text]

    def _as_written(self, error: ExpressionError, path: str, column: str) -> ExpressionError:
        """Return the error with its place in the cell that the author knows."""
        cell = self._cell_of(path, column)
        place = place_in_cell(cell, error.text, error.position) if cell else None
        return error if place is None else ExpressionError(cell, place, error.what)

    def words(self, xml: Xml | None, path: str) -> Words:
        """Return what a label or a hint says."""
        if xml is None:
            return Words()
        ref = attribute(xml, "ref").strip()
        if match := ITEXT.fullmatch(ref):
            return Words(itext=match[2])
        if ref:
            return Words(computed=self.expression(ref, path, "label"))
        return Words(plain=self.parts(xml, path))

    def message(self, text: str) -> Words:
        """Return what is said of an answer that does not fit."""
        if match := ITEXT.fullmatch(text.strip()):
            return Words(itext=match[2])
        return Words(plain=(text.strip(),) if text.strip() else ())

    def parts(self, xml: Xml, path: str) -> Parts:
        """Return a text with its outputs, markup within it aside."""
        parts: list[str | Expression] = [xml.text] if xml.text else []
        for child in xml:
            if qualified(child.tag) == "output":
                output = self.expression(attribute(child, "value") or attribute(child, "ref"), path, "label")
                parts += [output] if output else []
            else:
                parts += self.parts(child, path)
            if child.tail:
                parts.append(child.tail)
        return tuple(parts)

    def read_translations(self, model: Xml) -> None:
        itext = child_of(model, "itext")
        for translation in itext if itext is not None else ():
            language = translation.get("lang", "")
            if translation.get("default") is not None or not self.translations:
                self.default_language = language
            texts = self.translations.setdefault(language, {})
            for text in translation:
                # pyxform names a text by its question: `/data/age:label`.
                text_id = text.get("id", "")
                values = children_of(text, "value")
                forms = {value.get("form", ""): self.parts(value, text_id.partition(":")[0]) for value in values}
                if "" not in forms and (usual := forms.get("long") or forms.get("short")):
                    # Older forms have a long and a short text, and none that is simply the text.
                    forms[""] = usual
                texts[text_id] = forms

    def outputs_in(self, lists: Mapping[str, Element]) -> dict[str, list[Expression]]:
        """Return the outputs within the labels of lists: list id -> expressions."""
        found: dict[str, list[Expression]] = {}
        for name, top in lists.items():
            outputs = list(self._outputs(set(texts_in(top, "itextId"))))
            if outputs:
                found[name] = list(dict.fromkeys(outputs))
        return found

    def _outputs(self, text_ids: set[str]) -> Iterable[Expression]:
        for texts in self.translations.values():
            for text_id in text_ids & texts.keys():
                for parts in texts[text_id].values():
                    yield from (part for part in parts if isinstance(part, Expression))
