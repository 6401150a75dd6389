"""What the figures of the 4050 pack ask is understood by both databases, in whole and as the records behind."""

from stored_town import IN_BOTH, a_store

from forms.figure_query import FigureQuery, Window
from forms.pack import REEMPLOYMENT_4050, load_pack
from forms.sql_condition import quoted

DAY = {"as_of": "2003-07-31"}

pytestmark = IN_BOTH


def test_every_figure_is_a_question_that_the_database_answers():
    store = a_store()
    pack = load_pack(REEMPLOYMENT_4050)
    store.prepare(pack.datasets)
    figures = next(each for each in pack.reports if each.name == "figures").more.figures
    for figure in figures.known.values():
        if figure.dataset:
            query = FigureQuery(figure, figures.described, Window())

            assert store.query(query.by_area(), DAY)[1] == []
            listed = f"SELECT record_id FROM {quoted(figure.dataset)} WHERE {query.condition()}"
            assert store.query(listed, DAY)[1] == []
