"""Windows without a screen; Qt's own warnings fail a test (pyproject.toml)."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
