"""Which rules count in which file, and how much: the configuration, with the command line over it."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.diagnostics import SEVERITIES
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.gate.config import Codes, Config


class Policy(NamedTuple):
    """`select` and `ignore` of the command line; `config` of the SPEC; `profile` of either."""

    config: Config
    select: Codes = ()
    ignore: Codes = ()
    profile: str = ""

    def selected(self, code: str) -> bool:
        """Whether to run the rule: the command line first: what it selects is run."""
        if self.ignore and code.startswith(self.ignore):
            return False
        if self.select:
            return code.startswith(self.select)
        if self.config.select and not code.startswith(self.config.select):
            return False
        return not (self.config.ignore and code.startswith(self.config.ignore)) and self.severity(code) != "off"

    def severity(self, code: str) -> str:
        """The severity that the configuration gives a rule, by the longest code that fits; empty when it gives none."""
        fitting = [(len(prefix), value) for prefix, value in self.config.severity if code.startswith(prefix)]
        return max(fitting)[1] if fitting else ""

    def apply(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """The findings that count, with the severities that they have here."""
        return [self._weighed(one) for one in found if not self._ignored(one)]

    def _weighed(self, one: Diagnostic) -> Diagnostic:
        wanted = self.severity(one.code)
        severity = next((known for known in SEVERITIES if known == wanted), one.severity)
        return one._replace(severity=severity) if severity != one.severity else one

    def _ignored(self, one: Diagnostic) -> bool:
        if not self.config.per_file_ignores:
            return False
        path = relative(one.primary.span.path, self.config.folder)
        return any(
            one.code.startswith(codes) for pattern, codes in self.config.per_file_ignores if fnmatchcase(path, pattern)
        )


@lru_cache(maxsize=4096)
def relative(path: str, folder: Path) -> str:
    """`path` as seen from `folder`, with forward slashes; as it is where that is not possible."""
    try:
        return Path(path).resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        return Path(path).as_posix()
