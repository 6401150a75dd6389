"""Windows without a screen; Qt's own warnings fail a test (pyproject.toml)."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# `make test` says the same about the same code each time; `make soak` looks where nobody has looked yet.
settings.register_profile("steady", derandomize=True)
settings.register_profile("wandering", derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))
