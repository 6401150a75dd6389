"""Lists that offices already have: looked at, matched, imported."""
