"""A filled-in form as submission XML (OpenRosa): without what is not relevant."""

from __future__ import annotations

import re
from unicodedata import normalize
from xml.sax.saxutils import escape, quoteattr

from forms.answer_nodes import Answer
from forms.lexical import fits

UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""
NAMESPACES = {
    "orx": "http://openrosa.org/xforms",
    "jr": "http://openrosa.org/javarosa",
    "entities": "http://www.opendatakit.org/xforms/entities",
}


def to_xml(root: Answer) -> str:
    used = {node.name.partition(":")[0] for node in root.everything() if ":" in node.name}
    used |= {name.partition(":")[0] for node in root.everything() for name in node.attributes if ":" in name}
    spaces = "".join(f" xmlns:{prefix}={quoteattr(NAMESPACES[prefix])}" for prefix in sorted(used & NAMESPACES.keys()))
    return "".join(_parts(root, spaces))


def _parts(node: Answer, spaces: str = "") -> list[str]:
    if not node.relevant:
        return []
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in node.attributes.items())
    inner = [part for child in node.inner for part in _parts(child)]
    text = escape(UNWRITABLE.sub("", _value(node))) if node.definition.is_leaf else ""
    return [f"<{node.name}{spaces}{attributes}>", text, *inner, f"</{node.name}>"]


def _value(node: Answer) -> str:
    """Return what is handed on: text that is no value of its type waits for somebody to mend it."""
    text = normalize("NFC", node.typed)
    return text if not text or fits(node.definition.lexical_kind, text) else ""
