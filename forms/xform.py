"""XForm XML into a Form, whoever wrote it: pyxform, ODK Build, Kobo or a person."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element as Xml
from xml.etree.ElementTree import ParseError

from forms.audit import AuditWish
from forms.author_cells import CellOf
from forms.choice_names import questions_named
from forms.controls import kind_of, lexical_kind_of, path_from, target_of, texts_of, without_predicates
from forms.definition import Choice, Choices, Form, Node, SetValue, digest_of
from forms.dependencies import check_order
from forms.entities import YES, is_audit
from forms.external_choices import FILE, SOURCE, in_itemsets
from forms.form_words import FormWords, PlaceOf
from forms.problems import FormProblem, FormRefused
from forms.xml_in import (
    DocumentTypeFound,
    attribute,
    child_of,
    children_of,
    list_from,
    local,
    objects_that_stay,
    qualified,
    read_xml,
    spelled,
    text_of,
)

ENTITIES = ("2022.1.0", "2023.1.0", "2024.1.0", "2025.1.0")
"""Versions of the ODK Entities specification that we read; newer ones are refused."""
ANY_FILE = ("", "application/*")
"""Kinds of files that stand for all."""
CONTROLS = ("input", "select", "select1", "upload", "trigger", "range", "rank", "secret")
INERT = ("label", "hint", "help", "alert", "item", "itemset", "value", "extension", "intent", "submission", "title")
"""Parts of a control, or of the page, that are no control."""
ACTIONS = ("setvalue", "setgeopoint", "recordaudio")
ON_LOAD = frozenset({"odk-instance-first-load", "odk-instance-load", "xforms-ready", "xforms-revalidate"})
EVENTS = ON_LOAD | {"odk-new-repeat", "xforms-value-changed"}
METHODS = ("post", "form-data-post")
FILES = ("jr://file", "jr://instance/last-saved", "jr://images", "jr://audio", "jr://video")
PRELOADS = ("", "date", "timestamp", "property", "uid", "context")
MOST_CHARACTERS = 64 * 2**20

ReadForm = Callable[[str], Form]
"""What makes a form of an XForm document, as `form_from_xml` does. Raises FormRefused."""


def form_from_xml(text: str, place_of: PlaceOf | None = None, cell_of: CellOf | None = None) -> Form:
    """Return the form in an XForm document. Raises FormRefused with every problem at once.

    Where the document was made from a workbook, `place_of` tells sheet and row of the question with that path, and
    `cell_of` what its author wrote in a column.
    """
    if len(text) > MOST_CHARACTERS:
        raise FormRefused([FormProblem(f"The form has {len(text)} characters; {MOST_CHARACTERS} is the most.")])
    try:
        with objects_that_stay():
            document = read_xml(text)
            words = FormWords(place_of or (lambda path: ("", 0)), cell_of or (lambda path, column: ""))
            return _Reader(document, text, words).form()
    except DocumentTypeFound as error:
        problem = FormProblem("The form defines XML entities or a document type.", "Take the DOCTYPE out.")
        raise FormRefused([problem]) from error
    except ParseError as error:
        raise FormRefused([FormProblem(f"This is not well-formed XML: {error}.")]) from error
    except RecursionError as error:
        raise FormRefused([FormProblem("The groups of this form lie too deep in one another.")]) from error


class _Reader:
    """Reads one document: first the record (instance), then its rules (binds), then who asks for what (body)."""

    def __init__(self, document: Xml, text: str, words: FormWords) -> None:
        self._text = text
        self._words = words
        self._nodes: dict[str, Node] = {}
        self._load_actions: list[SetValue] = []
        self._asked: list[Node] = []
        self._document = document
        self._audit: AuditWish | None = None
        self._others: dict[str, Xml] = {}
        self._sources: dict[str, str] = {}
        """Files that the form is answered from without naming them."""

    def form(self) -> Form:
        head, body = child_of(self._document, "h:head"), child_of(self._document, "h:body")
        model = child_of(head, "model") if head is not None else None
        if head is None or body is None or model is None:
            raise FormRefused([FormProblem("This is no XForm: it has no head, model or body.")])
        primary, others = self._instances(model)
        self._others = others
        version = self._entities_version(model)
        self._words.read_translations(model)
        self._check_submission(model)
        root = self._node(primary, None)
        self._add_instance_id(root)
        self._find_repeats(body)
        self._binds(model)
        for xml in model:
            if local(xml.tag) in ACTIONS:
                self._action(xml, None)
        self._body(body, root)
        lists = {name: list_from(xml[0]) for name, xml in others.items() if len(xml) and not xml.get("src")}
        files = self._files(others) | self._sources
        title = child_of(head, "h:title")
        form = Form(
            id=attribute(primary, "id") or root.name,
            version=attribute(primary, "version") or attribute(primary, "orx:version"),
            titles={"": text_of(title)},
            root=root,
            nodes=self._nodes,
            languages=tuple(self._words.translations),
            default_language=self._words.default_language,
            translations=self._words.translations,
            lists=lists,
            files=files,
            order=tuple(self._asked),
            load_actions=tuple(self._load_actions),
            list_outputs=self._words.outputs_in(lists),
            entities_version=version,
            audit=self._audit,
            styles=tuple(attribute(body, "class").split()),
            hash=digest_of(self._text),
            source=self._text,
        )
        self._check(form)
        if self._words.problems:
            raise FormRefused(self._words.problems)
        return form

    # -------------------------------------------------------------- model

    def _instances(self, model: Xml) -> tuple[Xml, dict[str, Xml]]:
        instances = list(children_of(model, "instance"))
        if not instances or not len(instances[0]) or not len(instances[0][0]):
            raise FormRefused([FormProblem("The form has no questions: its primary instance is empty.")])
        return instances[0][0], {attribute(xml, "id"): xml for xml in instances[1:]}

    def _files(self, others: dict[str, Xml]) -> dict[str, str]:
        files = {name: source for name, xml in others.items() if (source := attribute(xml, "src"))}
        for name, source in files.items():
            if not source.startswith(FILES):
                mend = "Put the list into a file beside the form."
                self._words.problem("", f"The list {name!r} lies at {source}, where this program does not look.", mend)
        return files

    def _entities_version(self, model: Xml) -> str:
        version = attribute(model, "entities:entities-version")
        if version and version not in ENTITIES:
            newest = ENTITIES[-1]
            self._words.problem("", f"The form uses ODK Entities {version}; this program knows up to {newest}.")
        return version

    def _check_submission(self, model: Xml) -> None:
        submission = child_of(model, "submission")
        method = submission.get("method") if submission is not None else None
        if method is not None and method not in METHODS:
            mend = f"Write {' or '.join(METHODS)}."
            self._words.problem("", f"The form is to be sent by the method {method!r}, which is not known.", mend)

    def _add_instance_id(self, root: Node) -> None:
        """Every submission has an id of its own, whether its form provides for one or not; an edited one names two."""
        meta = next((child for child in root.children if child.name in ("meta", "orx:meta")), None)
        if meta is None:
            meta = self._added(root, "orx:meta")
        prefix = meta.name.removesuffix("meta")
        there = {child.name for child in meta.children}
        if f"{prefix}instanceID" not in there:
            self._added(meta, f"{prefix}instanceID")
        if f"{prefix}deprecatedID" not in there:
            self._added(meta, f"{prefix}deprecatedID").is_late = True

    def _added(self, parent: Node, name: str) -> Node:
        node = self._nodes[f"{parent.path}/{name}"] = Node(f"{parent.path}/{name}", name, parent)
        parent.children.append(node)
        return node

    def _node(self, xml: Xml, parent: Node | None) -> Node:
        name = qualified(xml.tag)
        path = f"{parent.path if parent else ''}/{name}"
        attributes = {qualified(key): value for key, value in xml.attrib.items()}
        node = Node(path, name, parent, attributes=attributes)
        self._nodes[path] = node
        by_tag: dict[str, list[Xml]] = {}
        for child in xml:
            by_tag.setdefault(child.tag, []).append(child)
        for twins in by_tag.values():
            node.children.append(self._child(twins, node))
        if not node.children:
            node.default = xml.text or ""
        return node

    def _child(self, twins: list[Xml], parent: Node) -> Node:
        """Return the node of elements with one name: a question, a group, or a repeat with its first instances."""
        template = next((twin for twin in twins if twin.get(spelled("jr:template")) is not None), None)
        there = [twin for twin in twins if twin is not template]
        # How many of an inner repeat a blank form holds, the first instance says better than the template.
        child = self._node(there[0] if there else twins[0], parent)
        child.attributes = {key: value for key, value in child.attributes.items() if key != "jr:template"}
        child.instances = len(there)
        defaults = texts_of(template if template is not None else twins[0], child.path)
        for path, text in defaults.items():
            if path in self._nodes and self._nodes[path].is_leaf:
                self._nodes[path].default = text
        filled = [texts_of(twin, child.path) for twin in there]
        if any(texts != defaults for texts in filled):
            child.prefilled = tuple(filled)
        return child

    def _binds(self, model: Xml) -> None:
        for xml in children_of(model, "bind"):
            path, _, name = (attribute(xml, "nodeset") or attribute(xml, "ref")).strip().partition("/@")
            node = self._nodes.get(path)
            if node is None:
                # Left over from a question that was taken out or renamed; all clients pass over it.
                continue
            if not name:
                self._bind(xml, node)
                continue
            if calculate := self._words.expression(attribute(xml, "calculate"), path, "calculation"):
                node.computed_attributes = {**node.computed_attributes, name: calculate}
            if attribute(xml, "jr:preload"):
                node.preloaded_attributes = {**node.preloaded_attributes, name: self._preload(xml, path)}

    def _bind(self, xml: Xml, node: Node) -> None:
        path, expression = node.path, self._words.expression
        node.type = (attribute(xml, "type") or "string").rpartition(":")[2]
        node.relevant = expression(attribute(xml, "relevant"), path, "relevant")
        node.required = expression(attribute(xml, "required"), path, "required")
        node.readonly = expression(attribute(xml, "readonly"), path, "read_only")
        node.constraint = expression(attribute(xml, "constraint"), path, "constraint")
        node.calculate = expression(attribute(xml, "calculate"), path, "calculation")
        node.constraint_words = self._words.message(attribute(xml, "jr:constraintMsg"))
        node.required_words = self._words.message(attribute(xml, "jr:requiredMsg"))
        node.preload = self._preload(xml, path)
        node.save_to = attribute(xml, "entities:saveto")
        if most := attribute(xml, "orx:max-pixels").strip():
            node.parameters = {"max-pixels": most}
        if node.type == "binary" and is_audit(node):
            changes, user = (
                attribute(xml, f"odk:{each}").strip() in YES for each in ("track-changes", "identify-user")
            )
            reasons = attribute(xml, "odk:track-changes-reasons").strip() == "on-form-edit"
            self._audit = AuditWish(changes, user, reasons)

    def _preload(self, xml: Xml, path: str) -> tuple[str, str]:
        kind = attribute(xml, "jr:preload")
        if kind not in PRELOADS:
            self._words.problem(path, f"The preload {kind!r} is not known to this program.", column="type")
        return kind, attribute(xml, "jr:preloadParams")

    # -------------------------------------------------------------- body

    def _find_repeats(self, body: Xml) -> None:
        for xml in body.iter():
            if qualified(xml.tag) == "repeat" and (node := self._nodes.get(target_of(xml, None))):
                node.is_repeat = True

    def _body(self, parent: Xml, around: Node | None = None) -> None:
        for xml in parent:
            match local(xml.tag):
                case "group":
                    self._group(xml, around)
                case "repeat":
                    self._repeat(xml, around)
                case name if name in CONTROLS:
                    self._question(xml, name, around)
                case name if name in ACTIONS:
                    self._action(xml, around)
                case _ if qualified(xml.tag).startswith("h:"):
                    self._body(xml, around)
                case name if name not in INERT:
                    path = around.path if around else ""
                    self._words.problem(path, f"The control <{name}> is not known to this program.")
                case _:
                    pass

    def _known(self, path: str) -> Node | None:
        node = self._nodes.get(path)
        if node is None:
            self._words.problem(path, f"{path!r} is asked, but is not part of the form's record.")
        return node

    def _group(self, xml: Xml, around: Node | None) -> None:
        path = target_of(xml, around)
        node = self._known(path) if path else None
        if node is not None:
            node.label = self._words.words(child_of(xml, "label"), path)
            node.hint = self._words.words(child_of(xml, "hint"), path)
            node.appearance = frozenset(attribute(xml, "appearance").split())
            if not node.is_repeat:
                node.control = "group"
                self._asked.append(node)
        self._body(xml, node or around)

    def _repeat(self, xml: Xml, around: Node | None) -> None:
        node = self._known(target_of(xml, around))
        if node is None:
            return
        node.control = "repeat"
        node.count = self._words.expression(attribute(xml, "jr:count"), node.path, "repeat_count")
        node.fixed = node.count is not None or xml.get(spelled("jr:noAddRemove")) is not None
        node.appearance |= frozenset(attribute(xml, "appearance").split())
        label = child_of(xml, "label")
        if label is not None:
            node.label = self._words.words(label, node.path)
        self._asked.append(node)
        self._body(xml, node)

    def _question(self, xml: Xml, control: str, around: Node | None) -> None:
        node = self._known(target_of(xml, around))
        if node is None:
            return
        node.appearance = frozenset(attribute(xml, "appearance").split())
        if "search" in node.appearance:
            # The older word of the two for a list that is searched by typing.
            node.appearance |= {"autocomplete"}
        node.label = self._words.words(child_of(xml, "label"), node.path)
        node.hint = self._words.words(child_of(xml, "hint"), node.path)
        query = attribute(xml, "query")
        node.control = "select_one" if query else kind_of(control, node, xml)
        node.lexical_kind = lexical_kind_of(node)
        node.parameters = dict(node.parameters) | {
            local(key): value
            for key, value in xml.attrib.items()
            if qualified(key) not in ("ref", "bind", "nodeset", "appearance", "query")
            and (qualified(key) != "mediatype" or value.strip() not in ANY_FILE)
        }
        # A range may have labels for some of its values.
        if control in ("select", "select1", "rank") or child_of(xml, "itemset") is not None:
            node.choices = self._choices(xml, node.path)
        if query:
            node.choices = self._external_choices(query, node.path)
        self._asked.append(node)
        for child in xml:
            if local(child.tag) in ACTIONS:
                self._action(child, node)

    def _choices(self, xml: Xml, path: str) -> Choices:
        itemset = child_of(xml, "itemset")
        if itemset is None:
            items = children_of(xml, "item")
            words = self._words.words
            return Choices(
                tuple(Choice(text_of(child_of(i, "value")), words(child_of(i, "label"), path)) for i in items)
            )
        value, label = child_of(itemset, "value"), child_of(itemset, "label")
        return Choices(
            items=self._words.expression(attribute(itemset, "nodeset"), path, "choice_filter"),
            value=attribute(value, "ref") or "name" if value is not None else "name",
            label=self._words.expression(attribute(label, "ref"), path, "choices") if label is not None else None,
        )

    def _external_choices(self, query: str, path: str) -> Choices:
        """Return what a `select_one_external` is answered from: a file that lies beside the form."""
        found = in_itemsets(query, self._others)
        if found != query:
            self._sources[FILE] = SOURCE
        expression = self._words.expression
        return Choices(items=expression(found, path, "choice_filter"), label=expression("label", path, "choices"))

    def _action(self, xml: Xml, around: Node | None) -> None:
        events = frozenset((attribute(xml, "event") or attribute(xml, "ev:event")).split())
        target = (attribute(xml, "ref") or attribute(xml, "bind")).strip()
        path, _, name = without_predicates(target).partition("/@")
        path = path_from(path, around)
        if (action := local(xml.tag)) != "setvalue":
            # Recording a sound or a place in the background: a laptop does neither. What a phone has recorded is kept.
            if path in self._nodes:
                self._nodes[path].recorded = action
            return
        if path not in self._nodes:
            self._words.problem(path, f"There is no question {path!r} that could be set.")
            return
        if unknown := events - EVENTS:
            self._words.problem(path, f"The event {', '.join(sorted(unknown))} is not known to this program.")
        value = self._words.expression(attribute(xml, "value"), path, "default")
        chosen = self._words.expression(target.partition("/@")[0], path, "trigger") if "[" in target else None
        self._nodes[path].is_set = True
        action = SetValue(f"{path}/@{name}" if name else path, events, value, xml.text or "", chosen)
        if "xforms-value-changed" in events and around is not None and not around.is_repeat:
            around.triggers.append(action)
        if "odk-new-repeat" in events and around is not None and around.repeats:
            around.repeats[-1].new_repeat.append(action)
        if events & ON_LOAD:
            self._load_actions.append(action)

    # -------------------------------------------------------------- what fits together

    def _check(self, form: Form) -> None:
        check_order(form, self._words.problem)
        known = form.lists.keys() | form.files.keys()
        for node in form.root.walk():
            items = node.choices.items if node.choices else None
            for reference in items.references if items else ():
                if reference.start == "instance" and reference.instance not in known:
                    what = f"The choices come from the list {reference.instance!r}, which is not in the form."
                    self._words.problem(node.path, what, column="choice_filter")
        self._check_choice_names(form)

    def _check_choice_names(self, form: Form) -> None:
        for node in form.root.walk():
            for expression in (node.calculate, node.relevant, node.constraint, node.required):
                for path in questions_named(expression) if expression else ():
                    if path.startswith("/") and without_predicates(path) not in self._nodes:
                        self._words.problem(node.path, f"jr:choice-name() asks {path!r}, which is no question.")
