"""What became of an interview that was begun in an earlier version of a form, in plain words."""

from __future__ import annotations

from forms.areas import in_language
from survey_app.interviews import Interview
from survey_app.sentences import sentence
from survey_app.workspace import Workspace


def carried_in_words(workspace: Workspace, interview: Interview, language: str) -> str:
    """Return what became of an interview that was begun in an earlier version, "" for one that was not."""
    if not (interview.renamed or interview.left_behind):
        return ""
    datasets = workspace.definitions.datasets
    comma = "、" if language == "zh" else ", "
    told = [sentence(language, "publish.carried")]
    if interview.renamed:
        fields = [(name, datasets[dataset].field(name)) for (dataset, _), name in interview.renamed.items()]
        names = [in_language(field.labels, language, name) if field else name for name, field in fields]
        told.append(sentence(language, "publish.carried_renamed", names=comma.join(names)))
    if interview.left_behind:
        left = dict.fromkeys(in_language(each.labels, language, each.field) for each in interview.left_behind)
        told.append(sentence(language, "publish.carried_left", names=comma.join(left)))
    return ("" if language == "zh" else " ").join(told)
