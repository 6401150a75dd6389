"""A pytest plugin that plants one mistake into the program while it is loaded. No file is touched.

`MUTANT=M4 pytest -p mutants.planting …` imports the module that the mutant spoils from altered source.
"""

from __future__ import annotations

import importlib.machinery
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

from mutants.catalogue import MUTANTS, Mutant


class Loader(importlib.machinery.SourceFileLoader):
    """Compiles a module from its source as the mutant has it."""

    def __init__(self, name: str, path: str, mutant: Mutant) -> None:
        super().__init__(name, path)
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._mutant.applied(fullname, Path(self.path).read_text(encoding="utf-8")), self.path, "exec")


class Finder:
    """Finds only what the mutant spoils."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name not in self._mutant.modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        assert spec is not None and spec.origin is not None
        spec.loader = Loader(name, spec.origin, self._mutant)
        return spec


if planted := os.environ.get("MUTANT"):
    mutant = MUTANTS[planted]
    assert not mutant.modules & sys.modules.keys(), "planted too late"
    sys.meta_path.insert(0, Finder(mutant))
