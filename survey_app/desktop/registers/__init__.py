"""Registers: one page for all of them, whatever the pack lists, asks and lets people do."""
