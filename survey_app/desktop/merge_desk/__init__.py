"""The clerk on Friday: what has come, what it would do, merge it, settle what differs, take it back."""
