"""Asking a household: a paper-like page, keyboard only."""
