"""Our own modules out of one file of the cache.

Python looks for each of two hundred in several folders, and opens a file for it: a tenth of the time of a small SPEC.
What is kept of a module counts while its source has the same size and time, as it does for Python's own `.pyc` files;
any other module is imported as ever, and kept for the next run. Only the program does so (`__main__`), in CPython.
"""

from __future__ import annotations

import atexit
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from typing import TYPE_CHECKING

from groundplan import resources
from groundplan.shelf import Shelf, add, digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import CodeType, ModuleType

_Kept = tuple[int, int, bool, "CodeType"]
"""The time in nanoseconds and the size of the source, whether it is a package, and what is run."""

_PACKAGE = __name__.partition(".")[0]
_ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - before pathlib is there
MOST = 8
"""Files of checkouts and versions beside each other."""


def install() -> None:
    """Import what is kept from the cache from now on, and keep what is not when the program ends."""
    file = _file()
    if sys.implementation.name == "cpython" and file is not None and not sys.dont_write_bytecode:
        finder = Finder(file, _ROOT)
        sys.meta_path.insert(0, finder)
        atexit.register(finder.keep)


def _file() -> Path | None:
    return resources.private_file(f"modules-{resources.key(_ROOT, [])}.bin")


class _Loader(SourceFileLoader):
    """Of a module whose code is known."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType | None:
        """The code of the one module that it loads."""
        return self._code if fullname == self.name else super().get_code(fullname)


class Finder:
    """Finds modules of ours below a folder in a file of the cache; `keep` adds those that Python found since."""

    def __init__(self, file: Path, root: str) -> None:
        self._target, self._shelf, self._root = file, Shelf(file), root
        self._before = frozenset(sys.modules)

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None = None,  # noqa: ARG002 - what Python asks with
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """The specification of a module of ours that is kept and did not change."""
        if not name.startswith(_PACKAGE):
            return None
        kept = self._kept(name)
        if kept is None:
            return None
        is_package, code = kept[2:]
        source = self._source(name, is_package=is_package)
        spec = ModuleSpec(name, _Loader(name, source, code), origin=source, is_package=is_package)
        spec.has_location = True
        if is_package:
            spec.submodule_search_locations = [source.rpartition(os.sep)[0]]
        return spec

    def _kept(self, name: str) -> _Kept | None:
        try:
            kept: _Kept = self._shelf[digest_of(name)]
            found = os.stat(self._source(name, is_package=kept[2]))  # noqa: PTH116 - a Path takes longer than the question
            return kept if (found.st_mtime_ns, found.st_size) == kept[:2] else None
        except (LookupError, OSError, TypeError, ValueError):
            return None

    def keep(self) -> None:
        """Write what was imported as ever beside what is kept."""
        new = [(name, module) for name, module in _imported() if name not in self._before]
        added = {digest_of(name): kept for name, module in new if (kept := self._code_of(name, module))}
        if added:
            add(self._target, added)
            resources.prune(self._target.parent, "modules-", MOST)
        self._shelf.close()

    def _source(self, name: str, *, is_package: bool) -> str:
        path = os.path.join(self._root, *name.split("."))  # noqa: PTH118 - as above
        return os.path.join(path, "__init__.py") if is_package else f"{path}.py"  # noqa: PTH118 - as above

    def _code_of(self, name: str, module: ModuleType) -> _Kept | None:
        """What is to be kept of a module; nothing where its source is not where we would look for it."""
        loader, is_package = module.__loader__, hasattr(module, "__path__")
        source = self._source(name, is_package=is_package)
        if not isinstance(loader, SourceFileLoader) or loader.path != source:
            return None
        try:
            found = os.stat(source)  # noqa: PTH116 - as above
            code = loader.get_code(name)
        except (OSError, ImportError, SyntaxError):
            return None
        return (found.st_mtime_ns, found.st_size, is_package, code) if code else None


def _imported() -> list[tuple[str, ModuleType]]:
    """The modules of ours that Python has looked for itself."""
    own = [(name, module) for name, module in sys.modules.items() if name.partition(".")[0] == _PACKAGE]
    return [(name, module) for name, module in own if getattr(module, "__loader__", None).__class__ is SourceFileLoader]
