"""A community that nobody has visited yet, and the evening that a script spends there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from one_community import lay_out_community
from undisturbed_evening import Evening, evening_in


@pytest.fixture(scope="session")
def community(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace to copy, not to work in."""
    folder = tmp_path_factory.mktemp("laptop") / "community"
    lay_out_community(folder)
    return folder


@pytest.fixture(scope="session")
def evening(community: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """What is held after each act of the script where nothing goes wrong."""
    folder = tmp_path_factory.mktemp("undisturbed") / "community"
    shutil.copytree(community, folder)
    return evening_in(folder)
