"""What a pack's forms show, and lists of choices that are no list of the pack: they lie in its folder `media`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from forms.definition import LAST_SAVED, Form
from forms.pack_problems import PackProblem

MEDIA = "media"
ALL = ("image", "big-image", "audio", "video")


def pictures_of(form: Form) -> list[str]:
    """Return the plain names of the pictures that labels and choices show, in any language."""
    return media_of(form, ("image",))


def media_of(form: Form, kinds: Sequence[str] = ALL) -> list[str]:
    """Return the plain names of what labels and choices show and play, in any language."""
    told = (text for texts in form.translations.values() for text in texts.values())
    shown = (text.get(kind, ()) for text in told for kind in kinds)
    return sorted({file_name(parts[0]) for parts in shown if len(parts) == 1 and isinstance(parts[0], str)})


def file_name(address: str) -> str:
    """Return the plain name of a file; a form does not reach into other folders."""
    return address.strip().replace("\\", "/").rpartition("/")[2]


def picture_in(files: Mapping[str, bytes], address: str) -> bytes | None:
    return files.get(f"{MEDIA}/{file_name(address)}")


def missing_pictures(
    forms: Mapping[str, Form], sources: Mapping[str, str], files: Mapping[str, bytes]
) -> list[PackProblem]:
    """Return a problem for every picture that a form of the pack shows and that is not in it."""
    return [
        PackProblem(sources[form.id], f"It shows the picture {name!r}, which is not there.", f"Put it into {MEDIA}/.")
        for form in forms.values()
        for name in pictures_of(form)
        if f"{MEDIA}/{name}" not in files
    ]


def list_files_of(form: Form) -> dict[str, str]:
    """Return the plain names of the files that a form looks things up in, by what it calls the list."""
    return {name: file_name(source) for name, source in form.files.items() if source != LAST_SAVED}


def missing_lists(
    forms: Mapping[str, Form], sources: Mapping[str, str], files: Mapping[str, bytes], known: Collection[str]
) -> list[PackProblem]:
    """Return a problem for every list that a form looks things up in and that the pack does not have.

    `known` are its lists and datasets; a file in `media` does as well.
    """
    return [
        PackProblem(sources[form.id], f"It looks things up in {file!r}, which is not there.", f"Put it into {MEDIA}/.")
        for form in forms.values()
        for name, file in list_files_of(form).items()
        if not {name, file.rpartition(".")[0]} & set(known) and f"{MEDIA}/{file}" not in files
    ]
