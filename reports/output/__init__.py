"""Tables on paper and in files."""
