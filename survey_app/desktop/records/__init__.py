"""The records of a form that is used on its own."""
