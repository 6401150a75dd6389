"""The window around every page: rail, top bar, footer, drawer."""
