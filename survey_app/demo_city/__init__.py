"""A whole city whose records add up to given figures: planned by arithmetic, recorded by the real forms, merged."""
