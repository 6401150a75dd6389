"""Areas: the tree of districts, streets and communities that a pack brings; a lone form has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SEPARATOR = "/"


@dataclass(frozen=True, slots=True)
class Area:
    """One area; `parent` is the code of the area that it lies in, "" at the top."""

    code: str
    names: Mapping[str, str] = field(default_factory=dict[str, str])
    """Language (`zh`, `en`) -> name."""
    level: str = ""
    parent: str = ""


class Areas:
    """All areas of a pack, in the order of its list. Every parent is present and there is no ring."""

    def __init__(self, areas: Mapping[str, Area] | None = None, levels: tuple[str, ...] = (), unit: str = "") -> None:
        self._areas = dict(areas or {})
        self.levels = levels
        """From the widest to the narrowest."""
        self.unit = unit
        """The level of which a laptop holds one area; "" where laptops are not tied to areas."""
        self._children: dict[str, list[Area]] = {}
        for area in self._areas.values():
            self._children.setdefault(area.parent, []).append(area)

    def __len__(self) -> int:
        return len(self._areas)

    def __iter__(self) -> Iterator[Area]:
        return iter(self._areas.values())

    def __contains__(self, code: object) -> bool:
        return code in self._areas

    def __getitem__(self, code: str) -> Area:
        return self._areas[code]

    def get(self, code: str) -> Area | None:
        return self._areas.get(code)

    def path(self, code: str) -> str:
        """Return the codes from the top joined by `/`; "" for "" (no area). Raises KeyError for an unknown code."""
        codes: list[str] = []
        while code:
            codes.append(code)
            code = self._areas[code].parent
        return SEPARATOR.join(reversed(codes))

    def at(self, path: str) -> Area | None:
        """Return the area that a path leads to, None where it is not one of ours."""
        area = self._areas.get(path.rpartition(SEPARATOR)[2])
        return area if area is not None and self.path(area.code) == path else None

    def children(self, code: str = "") -> tuple[Area, ...]:
        """Return the areas directly inside, in the order of the list; those at the top for ""."""
        return tuple(self._children.get(code, ()))

    def below(self, code: str = "", level: str = "") -> Iterator[Area]:
        """Yield the areas inside, the area itself included; of one level only if a level is given."""
        area = self._areas.get(code)
        if area is not None and level in ("", area.level):
            yield area
        for child in self.children(code):
            yield from self.below(child.code, level)

    def name(self, code: str, language: str) -> str:
        """Return the name in that language, else in any, else the code."""
        area = self._areas.get(code)
        return in_language(area.names, language, code) if area is not None else code

    def full_name(self, path: str, language: str) -> str:
        """Return the names along a path: 朝阳区南湖街道, or in other scripts from the inside out with commas."""
        names = [self.name(code, language) for code in path.split(SEPARATOR) if code]
        if language_code(language) == "zh":
            return "".join(names)
        return ", ".join(reversed(names))


def is_within(path: str, area: str) -> bool:
    """Return whether a path lies in the subtree of an area path; "" is everywhere."""
    return area in ("", path) or path.startswith(area + SEPARATOR)


def language_code(language: str) -> str:
    """Return `zh` for `中文 (zh)`, `zh_CN` or `zh`: what is in brackets, without the country."""
    inner = language.rpartition("(")[2].rstrip(") ")
    return inner.replace("-", "_").partition("_")[0].lower()


def in_language(texts: Mapping[str, str], language: str, otherwise: str = "") -> str:
    """Return the text in that language, however either side spells it; else the first there is; else `otherwise`."""
    if language in texts:
        return texts[language]
    wanted = language_code(language)
    for name, text in texts.items():
        if language_code(name) == wanted:
            return text
    return next(iter(texts.values()), otherwise)
