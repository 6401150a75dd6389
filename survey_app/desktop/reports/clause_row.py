"""One condition of a filter: a question, how it is compared, with what."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget

from forms.areas import in_language
from forms.datasets import Dataset
from reports.filters import BLANK, Clause, Operator, operators_for
from survey_app.desktop.reports.check_combo import CheckCombo
from survey_app.desktop.reports.question_combo import QuestionCombo

WIDTHS = (220, 110, 300)


class ClauseRow(QWidget):
    changed = Signal()
    removed = Signal(object)

    def __init__(
        self, dataset: Dataset, questions: Iterable[tuple[str, str]], language: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._dataset, self._language = dataset, language
        self.question = QuestionCombo(questions, self)
        self.operator = QComboBox(self)
        self.choices = CheckCombo(self.tr("choose …"), self)
        self.value = QLineEdit(self)
        self.remove_button = QPushButton("×", self)
        self.remove_button.setProperty("kind", "quiet")
        self.remove_button.setToolTip(self.tr("Remove this condition"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget, width in zip((self.question, self.operator, self.choices), WIDTHS, strict=True):
            widget.setFixedWidth(width)
            row.addWidget(widget)
        self.value.setFixedWidth(WIDTHS[2])
        row.addWidget(self.value)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        self._fit()
        self.question.currentIndexChanged.connect(self._choose_question)
        self.operator.currentIndexChanged.connect(self.changed)
        self.choices.ticked.connect(self.changed)
        self.value.textChanged.connect(self.changed)
        self.remove_button.clicked.connect(self._remove)

    def clause(self) -> Clause | None:
        """Return the condition, None while it is not finished."""
        name, operator = self.question.name(), self.operator.currentData()
        if not name or operator is None:
            return None
        field = self._dataset.field(name)
        typed = self.value.text().strip()
        values = self.choices.values() if field is not None and field.choices else (typed,) if typed else ()
        return Clause(name, Operator(str(operator)), values) if values else None

    def show_clause(self, clause: Clause) -> None:
        """Show a condition that was saved."""
        self.question.choose(clause.field)
        self._fit()
        self.operator.setCurrentIndex(max(0, self.operator.findData(clause.operator)))
        field = self._dataset.field(clause.field)
        if field is not None and field.choices:
            self._offer(clause.values)
        else:
            self.value.setText("、".join(clause.values))

    def _choose_question(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        """Offer what fits the question: its choices to tick, or a line to type in."""
        field = self._dataset.field(self.question.name())
        words = {
            Operator.ANY: self.tr("is"),
            Operator.NONE: self.tr("is not"),
            Operator.LEAST: self.tr("at least"),
            Operator.MOST: self.tr("at most"),
            Operator.HOLDS: self.tr("holds"),
        }
        self.operator.blockSignals(True)
        self.operator.clear()
        for operator in operators_for(field):
            self.operator.addItem(words[operator], operator)
        self.operator.blockSignals(False)
        has_choices = field is not None and bool(field.choices)
        self.choices.setVisible(has_choices)
        self.value.setVisible(not has_choices)
        self.value.clear()
        self.value.setPlaceholderText("2003-07-31" if field is not None and field.kind == "date" else "")
        self._offer(())

    def _offer(self, ticked: tuple[str, ...]) -> None:
        field = self._dataset.field(self.question.name())
        if field is not None and field.choices:
            choices = [(code, in_language(words, self._language, code)) for code, words in field.choices.items()]
            self.choices.offer([*choices, (BLANK, self.tr("no answer"))], ticked)

    def _remove(self) -> None:
        self.removed.emit(self)
