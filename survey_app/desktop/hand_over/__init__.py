"""What goes to the office, onto a stick; and what comes back on it."""
