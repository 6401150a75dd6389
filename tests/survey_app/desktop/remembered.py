"""A page that another test does not look at; a module of its own, because places name their pages by module."""

from survey_app.desktop.page import Page


class Remembered(Page):
    """Stands in for a page, and remembers how it was opened."""

    def on_show(self, **spot):
        self.spot = spot
