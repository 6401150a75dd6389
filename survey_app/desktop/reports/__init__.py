"""Key figures, and the records behind each of them."""
