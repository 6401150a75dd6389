"""Before the doors: first start, password, recovery."""
