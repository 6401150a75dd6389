"""Lists in files beside a form (csv, xml, geojson) as the trees that its expressions look things up in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from forms.definition import Form
from forms.list_table import list_of
from forms.problems import FormProblem, FormRefused
from forms.tree import Element
from forms.xml_in import list_from

Read = Callable[[str], bytes | None]
"""Name of a file as the form gives it (`villages.csv`) -> its content, None where there is none."""

UNFIT_IN_A_NAME = re.compile(r"[^\w.\-]")


def lists_from_files(form: Form, read: Read, otherwise: Callable[[str], Element]) -> Callable[[str], Element]:
    """Return what an `Environment` finds the form's lists with: a file where there is one, else `otherwise`.

    Each file is read once, when it is first asked for. Raises FormRefused for a file that is damaged.
    """
    found: dict[str, Element] = {}

    def instance(instance_id: str) -> Element:
        if instance_id not in found:
            name = form.files.get(instance_id, "").rpartition("/")[2]
            content = read(name) if name else None
            if content is None:
                return otherwise(instance_id)
            found[instance_id] = list_in(name, content)
        return found[instance_id]

    return instance


def list_in(name: str, content: bytes) -> Element:
    """Return the list in a file: the root element, its items below it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(name, "The file is not written in UTF-8.", "In Excel: Save as, CSV UTF-8.") from error
    ending = name.rpartition(".")[2].lower()
    if ending == "xml":
        return _from_xml(name, text)
    if ending in ("geojson", "json"):
        return _from_geojson(name, text)
    return _from_csv(name, text)


def _from_csv(name: str, text: str) -> Element:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        header = [UNFIT_IN_A_NAME.sub("_", cell.strip()) for cell in next(reader, list[str]())]
        rows = [_named(header, row) for row in reader if any(row)]
    except csv.Error as error:
        raise _refused(name, f"The file cannot be read as csv: {error}.") from error
    return list_of(rows)


def _named(header: Iterable[str], row: Iterable[str]) -> dict[str, str]:
    return {name: text for name, text in zip(header, row, strict=False) if name}


def _from_xml(name: str, text: str) -> Element:
    try:
        return list_from(fromstring(text.encode(), forbid_dtd=True))
    except DefusedXmlException as error:
        raise _refused(name, "The file defines XML entities or a document type.", "Take the DOCTYPE out.") from error
    except (ParseError, RecursionError) as error:
        raise _refused(name, f"The file is not well-formed XML: {error}.") from error


def _from_geojson(name: str, text: str) -> Element:
    try:
        document: Any = json.loads(text)
        features: list[Any] = document["features"]
        return list_of([_feature(feature) for feature in features])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _refused(name, "The file is no GeoJSON feature collection.") from error


def _feature(feature: Mapping[str, Any]) -> dict[str, str]:
    """Return a feature as ODK sees it: its properties, its id, its geometry as text."""
    properties: dict[str, Any] = feature.get("properties") or {}
    item = {UNFIT_IN_A_NAME.sub("_", key): _plain(value) for key, value in properties.items() if key}
    if "id" in feature:
        item["id"] = _plain(feature["id"])
    geometry: dict[str, Any] | None = feature.get("geometry")
    if geometry:
        coordinates: list[Any] = geometry["coordinates"]
        match geometry["type"]:
            case "Point":
                item["geometry"] = _point(coordinates)
            case "LineString":
                item["geometry"] = "; ".join(map(_point, coordinates))
            case "Polygon":
                item["geometry"] = "; ".join(map(_point, coordinates[0]))
            case _:
                pass
    return item


def _point(coordinates: list[float]) -> str:
    # GeoJSON names the longitude first, XForms the latitude.
    longitude, latitude, *more = coordinates
    return f"{latitude} {longitude} {more[0] if more else 0} 0"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _refused(name: str, what: str, mend: str = "") -> FormRefused:
    return FormRefused([FormProblem(what, mend, file=name)], name)
