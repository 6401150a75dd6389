"""XForm XML into a Form, whoever wrote it: pyxform, ODK Build, Kobo or a person."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms.definition import Choice, Choices, Form, Node, Parts, SetValue, Words
from forms.dependencies import check_order
from forms.expression import Expression, ExpressionError, compile_expression
from forms.problems import FormProblem, FormRefused
from forms.tree import Element

PREFIXES = {
    "http://www.w3.org/2002/xforms": "",
    "http://www.w3.org/1999/xhtml": "h",
    "http://openrosa.org/javarosa": "jr",
    "http://openrosa.org/xforms": "orx",
    "http://www.opendatakit.org/xforms/entities": "entities",
    "http://www.opendatakit.org/xforms": "odk",
    "http://www.w3.org/2001/xml-events": "ev",
}
ENTITIES = ("2022.1.0", "2023.1.0", "2024.1.0", "2025.1.0")
"""Versions of the ODK Entities specification that we read; newer ones must be refused."""

TYPES = {
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "barcode": "barcode",
    "binary": "file",
}
MEDIA = {"image": "image", "audio": "audio", "video": "video"}
CONTROLS = ("input", "select", "select1", "upload", "trigger", "range", "rank", "secret")
ACTIONS = ("setvalue", "setgeopoint", "recordaudio")
EVENTS = {
    "odk-instance-first-load",
    "odk-instance-load",
    "odk-new-repeat",
    "xforms-value-changed",
    "xforms-ready",
    "xforms-revalidate",
}
MOST_BYTES = 64 * 2**20


def form_from_xml(text: str, place_of: Callable[[str], tuple[str, int]] | None = None) -> Form:
    """Return the form in an XForm document. Raises FormRefused with every problem at once.

    `place_of` tells sheet and row of the question with that path, where the document was made from a workbook.
    """
    if len(text) > MOST_BYTES:
        raise FormRefused([FormProblem(f"The form has {len(text)} characters; {MOST_BYTES} is the most.")])
    try:
        document = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        problem = FormProblem("The form defines XML entities or a document type.", "Take the DOCTYPE out.")
        raise FormRefused([problem]) from error
    except (ParseError, RecursionError) as error:
        raise FormRefused([FormProblem(f"This is not well-formed XML: {error}")]) from error
    return _Reader(document, text, place_of or (lambda path: ("", 0))).form()


def qualified(tag: str) -> str:
    """Return a name with the prefix that the standard uses: `{http://…xforms}bind` -> `bind`."""
    if not tag.startswith("{"):
        return tag
    space, _, name = tag[1:].partition("}")
    prefix = PREFIXES.get(space, "")
    return f"{prefix}:{name}" if prefix else name


def element_from(xml: Xml) -> Element:
    """Return an XML element as the nodes that expressions walk."""
    attributes = {qualified(name): value for name, value in xml.attrib.items()}
    children = [element_from(child) for child in xml if isinstance(child.tag, str)]
    element = Element(qualified(xml.tag), "" if children else (xml.text or ""), attributes)
    for child in children:
        element.append(child)
    return element


class _Reader:
    def __init__(self, document: Xml, text: str, place_of: Callable[[str], tuple[str, int]]) -> None:
        self._text = text
        self._place_of = place_of
        self._problems: list[FormProblem] = []
        self._nodes: dict[str, Node] = {}
        self._expressions: dict[str, Expression | None] = {}
        self._load_actions: list[SetValue] = []
        self._asked: list[Node] = []
        self._document = document

    def form(self) -> Form:
        head, body = _child(self._document, "h:head"), _child(self._document, "h:body")
        model = _child(head, "model") if head is not None else None
        if head is None or body is None or model is None:
            raise FormRefused([FormProblem("This is no XForm: it has no head, model or body.")])
        primary, others = self._instances(model)
        version = model.attrib.get(_name("entities:entities-version"), "")
        if version and version not in ENTITIES:
            newest = ENTITIES[-1]
            self._problem("", f"The form uses ODK Entities {version}; this program knows up to {newest}.")
        self._translations(model)
        root = self._node(primary, None)
        self._find_repeats(body)
        self._binds(model)
        for xml in model:
            if qualified(xml.tag).rpartition(":")[2] in ACTIONS:
                self._action(xml, None)
        self._body(body)
        lists = {name: element_from(xml[0]) for name, xml in others.items() if len(xml) and not xml.get("src")}
        files = {name: source for name, xml in others.items() if (source := xml.get("src"))}
        title = _child(head, "h:title")
        form = Form(
            id=primary.get("id") or root.name,
            version=primary.get("version") or primary.get(_name("orx:version")) or "",
            titles={"": (title.text or "") if title is not None else ""},
            root=root,
            nodes=self._nodes,
            languages=tuple(self.languages),
            default_language=self.default_language,
            translations=self.languages,
            lists=lists,
            files=files,
            order=tuple(self._asked),
            load_actions=tuple(self._load_actions),
            entities_version=version,
            hash=hashlib.sha256(self._text.encode()).hexdigest(),
            source=self._text,
        )
        self._problems += check_order(form)
        if self._problems:
            raise FormRefused(self._problems)
        return form

    # -------------------------------------------------------------- model

    def _instances(self, model: Xml) -> tuple[Xml, dict[str, Xml]]:
        instances = [xml for xml in model if qualified(xml.tag) == "instance"]
        if not instances or not len(instances[0]):
            raise FormRefused([FormProblem("The form has no questions: its primary instance is empty.")])
        return instances[0][0], {xml.get("id", ""): xml for xml in instances[1:]}

    def _translations(self, model: Xml) -> None:
        self.languages: dict[str, dict[str, dict[str, Parts]]] = {}
        self.default_language = ""
        itext = _child(model, "itext")
        for translation in itext if itext is not None else ():
            language = translation.get("lang", "")
            if translation.get("default") is not None or not self.default_language:
                self.default_language = language
            texts = self.languages.setdefault(language, {})
            for text in translation:
                texts[text.get("id", "")] = {
                    value.get("form", ""): self._parts(value, "") for value in text if qualified(value.tag) == "value"
                }

    def _node(self, xml: Xml, parent: Node | None) -> Node:
        name = qualified(xml.tag)
        path = f"{parent.path if parent else ''}/{name}"
        attributes = {qualified(key): value for key, value in xml.attrib.items()}
        node = Node(path, name, parent, attributes=attributes)
        self._nodes[path] = node
        seen: dict[str, int] = {}
        templates = {child.tag for child in xml if child.get(_name("jr:template")) is not None}
        for child in xml:
            if not isinstance(child.tag, str):
                continue
            is_template = child.get(_name("jr:template")) is not None
            if child.tag in seen:
                # A further instance of a repeat in the blank form.
                seen[child.tag] += not is_template
                continue
            seen[child.tag] = 0 if is_template else 1
            node.children.append(self._node(child, node))
        for child in node.children:
            child.attributes = {key: value for key, value in child.attributes.items() if key != "jr:template"}
            tag = next(tag for tag in seen if qualified(tag) == child.name)
            child.instances = seen[tag] if tag in templates or seen[tag] > 1 else 1
        if not node.children:
            node.default = xml.text or ""
        return node

    def _binds(self, model: Xml) -> None:
        for xml in model:
            if qualified(xml.tag) != "bind":
                continue
            path = xml.get("nodeset") or xml.get("ref") or ""
            path, _, attribute = path.strip().partition("/@")
            node = self._nodes.get(path)
            if node is None:
                self._problem(path, f"There is no question {path!r} that this rule could be for.")
                continue
            if attribute:
                if calculate := self._expression(xml.get("calculate"), path, "calculation"):
                    node.computed_attributes = {**node.computed_attributes, attribute: calculate}
                continue
            self._bind(xml, node, path)

    def _bind(self, xml: Xml, node: Node, path: str) -> None:
        node.type = (xml.get("type") or "string").rpartition(":")[2]
        node.relevant = self._expression(xml.get("relevant"), path, "relevant")
        node.required = self._expression(xml.get("required"), path, "required")
        node.readonly = self._expression(xml.get("readonly"), path, "read_only")
        node.constraint = self._expression(xml.get("constraint"), path, "constraint")
        node.calculate = self._expression(xml.get("calculate"), path, "calculation")
        node.constraint_words = self._message(xml.get(_name("jr:constraintMsg")), path)
        node.required_words = self._message(xml.get(_name("jr:requiredMsg")), path)
        node.preload = (xml.get(_name("jr:preload")) or "", xml.get(_name("jr:preloadParams")) or "")
        node.save_to = xml.get(_name("entities:saveto")) or ""

    # -------------------------------------------------------------- body

    def _find_repeats(self, body: Xml) -> None:
        for xml in body.iter():
            is_repeat = isinstance(xml.tag, str) and qualified(xml.tag) == "repeat"
            if is_repeat and (node := self._nodes.get(self._path(xml, None))):
                node.is_repeat = True

    def _body(self, parent: Xml, around: Node | None = None) -> None:
        for xml in parent:
            if not isinstance(xml.tag, str):
                continue
            name = qualified(xml.tag)
            if name == "group":
                self._group(xml, around)
            elif name == "repeat":
                self._repeat(xml, around)
            elif name.rpartition(":")[2] in CONTROLS:
                self._question(xml, name.rpartition(":")[2], around)
            elif name.rpartition(":")[2] in ACTIONS:
                self._action(xml, around)

    def _group(self, xml: Xml, around: Node | None) -> None:
        path = self._path(xml, around)
        node = self._nodes.get(path) if path else None
        if path and node is None:
            self._problem(path, f"The group {path!r} is not part of the form's record.")
        if node is not None:
            node.label = self._words(_child(xml, "label"), path)
            node.hint = self._words(_child(xml, "hint"), path)
            node.appearance = frozenset((xml.get("appearance") or "").split())
            if not node.is_repeat:
                node.control = "group"
                self._asked.append(node)
        self._body(xml, node or around)

    def _repeat(self, xml: Xml, around: Node | None) -> None:
        path = self._path(xml, around)
        node = self._nodes.get(path)
        if node is None:
            self._problem(path, f"The repeat {path!r} is not part of the form's record.")
            return
        node.control = "repeat"
        node.count = self._expression(xml.get(_name("jr:count")), path, "repeat_count")
        node.fixed = node.count is not None or xml.get(_name("jr:noAddRemove")) is not None
        node.appearance |= frozenset((xml.get("appearance") or "").split())
        label = _child(xml, "label")
        if label is not None:
            node.label = self._words(label, path)
        self._asked.append(node)
        self._body(xml, node)

    def _question(self, xml: Xml, control: str, around: Node | None) -> None:
        path = self._path(xml, around)
        node = self._nodes.get(path)
        if node is None:
            self._problem(path, f"The question {path!r} is not part of the form's record.")
            return
        node.appearance = frozenset((xml.get("appearance") or "").split())
        node.label = self._words(_child(xml, "label"), path)
        node.hint = self._words(_child(xml, "hint"), path)
        node.control = _kind(control, node, xml)
        node.parameters = {
            qualified(key).rpartition(":")[2]: value
            for key, value in xml.attrib.items()
            if qualified(key) not in ("ref", "bind", "nodeset", "appearance")
        }
        if control in ("select", "select1", "rank"):
            node.choices = self._choices(xml, path)
        self._asked.append(node)
        for child in xml:
            if isinstance(child.tag, str) and qualified(child.tag).rpartition(":")[2] in ACTIONS:
                self._action(child, node)

    def _choices(self, xml: Xml, path: str) -> Choices:
        itemset = _child(xml, "itemset")
        if itemset is None:
            listed = [
                Choice(_text(_child(item, "value")), self._words(_child(item, "label"), path))
                for item in xml
                if qualified(item.tag) == "item"
            ]
            return Choices(tuple(listed))
        value, label = _child(itemset, "value"), _child(itemset, "label")
        return Choices(
            items=self._expression(itemset.get("nodeset"), path, "choice_filter"),
            value=(value.get("ref") or "name") if value is not None else "name",
            label=self._expression(label.get("ref"), path, "choices") if label is not None else None,
        )

    def _action(self, xml: Xml, around: Node | None) -> None:
        name = qualified(xml.tag)
        if name.rpartition(":")[2] != "setvalue":
            # Recording a sound or a place in the background: a laptop does neither, and the answer stays blank.
            return
        events = frozenset((xml.get("event") or xml.get(_name("ev:event")) or "").split())
        target = (xml.get("ref") or xml.get("bind") or "").strip()
        path, _, attribute = target.partition("/@")
        if path not in self._nodes:
            self._problem(path, f"There is no question {path!r} that could be set.")
            return
        if unknown := events - EVENTS:
            self._problem(path, f"The event {', '.join(sorted(unknown))} is not known to this program.")
        value = self._expression(xml.get("value"), path, "default")
        action = SetValue(f"{path}/@{attribute}" if attribute else path, events, value, xml.text or "")
        if "xforms-value-changed" in events and around is not None and not around.is_repeat:
            around.triggers.append(action)
        if "odk-new-repeat" in events and around is not None:
            around.repeats[-1].new_repeat.append(action) if around.repeats else None
        if events & {"odk-instance-first-load", "odk-instance-load", "xforms-ready"}:
            self._load_actions.append(action)

    # -------------------------------------------------------------- words and expressions

    def _words(self, xml: Xml | None, path: str) -> Words:
        if xml is None:
            return Words()
        ref = (xml.get("ref") or "").strip()
        if match := re.fullmatch(r"jr:itext\(\s*(['\"])(.*)\1\s*\)", ref):
            return Words(itext=match[2])
        if ref:
            return Words(computed=self._expression(ref, path, "label"))
        return Words(plain=self._parts(xml, path))

    def _message(self, text: str | None, path: str) -> Words:
        text = (text or "").strip()
        if match := re.fullmatch(r"jr:itext\(\s*(['\"])(.*)\1\s*\)", text):
            return Words(itext=match[2])
        return Words(plain=(text,) if text else ())

    def _parts(self, xml: Xml, path: str) -> Parts:
        parts: list[str | Expression] = [xml.text] if xml.text else []
        for child in xml:
            if isinstance(child.tag, str) and qualified(child.tag) == "output":
                if output := self._expression(child.get("value") or child.get("ref"), path, "label"):
                    parts.append(output)
            elif isinstance(child.tag, str):
                parts += self._parts(child, path)
            if child.tail:
                parts.append(child.tail)
        return tuple(parts)

    def _expression(self, text: str | None, path: str, column: str) -> Expression | None:
        if not text or not text.strip():
            return None
        if text not in self._expressions:
            try:
                self._expressions[text] = compile_expression(text, place=(path, column))
            except ExpressionError as error:
                self._expressions[text] = None
                self._problem(path, f"{error}", column=column)
        return self._expressions[text]

    def _path(self, xml: Xml, around: Node | None) -> str:
        """Return the schema path that a control points at; relative ones hang on what is around it."""
        path = (xml.get("nodeset") or xml.get("ref") or xml.get("bind") or "").strip()
        if path and not path.startswith("/") and around is not None:
            parts = around.path.split("/")
            for step in path.split("/"):
                if step == "..":
                    parts.pop()
                elif step != ".":
                    parts.append(step)
            return "/".join(parts)
        return path

    def _problem(self, path: str, what: str, mend: str = "", column: str = "") -> None:
        sheet, row = self._place_of(path)
        self._problems.append(FormProblem(what, mend, sheet, row, column))


def _kind(control: str, node: Node, xml: Xml) -> str:
    """Return the kind of a question from its control and its type."""
    readonly_text = control == "input" and node.type == "string" and node.readonly is not None
    if readonly_text and node.readonly is not None and node.readonly.text.strip() == "true()" and not node.calculate:
        return "note"
    match control:
        case "select1":
            return "select_one"
        case "select":
            return "select_multiple"
        case "trigger":
            return "acknowledge"
        case "upload":
            return MEDIA.get((xml.get("mediatype") or "").partition("/")[0], "file")
        case "range" | "rank":
            return control
        case _:
            return TYPES.get(node.type, "text")


def _name(prefixed: str) -> str:
    """Return the name as the XML parser writes it: `jr:count` -> `{http://openrosa.org/javarosa}count`."""
    prefix, _, name = prefixed.rpartition(":")
    return f"{{{next(space for space, known in PREFIXES.items() if known == prefix)}}}{name}"


def _child(xml: Xml, name: str) -> Xml | None:
    return next((child for child in xml if isinstance(child.tag, str) and qualified(child.tag) == name), None)


def _text(xml: Xml | None) -> str:
    return (xml.text or "").strip() if xml is not None else ""


def expressions_of(node: Node) -> Iterator[tuple[str, Expression]]:
    """Yield every rule of a node with the name of its column."""
    rules: Mapping[str, Expression | None] = {
        "relevant": node.relevant,
        "required": node.required,
        "read_only": node.readonly,
        "constraint": node.constraint,
        "calculation": node.calculate,
        "repeat_count": node.count,
    }
    yield from ((column, rule) for column, rule in rules.items() if rule is not None)
