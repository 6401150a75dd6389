"""The forms page: a new version looked at, tried out and published."""
