"""The baseline: what a legacy SPEC was found to have when a team began to gate, and what is not told again.

A finding is known by its rule, its file and the text of its line, not by its number: lines move. Two alike on
lines alike count as two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.errors import ConfigError
from groundplan.gate.policy import relative
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.source import Source

VERSION = 1


class Known(NamedTuple):
    """What a finding is known by; `path` is relative to the folder of the baseline."""

    path: str
    code: str
    text: str


def read(path: Path) -> Counter[Known]:
    """The known findings with their counts. Raises ConfigError for a file that is no baseline."""
    import json

    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["version"] != VERSION:
            raise ConfigError(f"{path}: a baseline of version {document['version']}; this program reads {VERSION}")
        return Counter({Known(one["path"], one["code"], one["text"]): one["count"] for one in document["findings"]})
    except OSError as fault:
        raise ConfigError(f"{path}: the baseline cannot be read: {fault.strerror}") from None
    except (ValueError, KeyError, TypeError) as fault:
        raise ConfigError(f"{path}: not a baseline ({fault}); --update-baseline writes a new one") from None


def write(found: Iterable[tuple[Source, Sequence[Diagnostic]]], folder: Path) -> str:
    """The text of a baseline file in `folder` that knows all that was found."""
    import json

    counts = Counter(known for source, ones in found for known in _known(source, ones, folder))
    findings = [{**known._asdict(), "count": count} for known, count in sorted(counts.items())]
    return json.dumps({"version": VERSION, "findings": findings}, ensure_ascii=False, indent=2) + "\n"


def unknown(source: Source, found: Sequence[Diagnostic], known: Counter[Known], folder: Path) -> list[Diagnostic]:
    """The findings that are not known; each that is uses up one of `known`."""
    fresh = []
    for one, key in zip(found, _known(source, found, folder), strict=True):
        if known[key] > 0:
            known[key] -= 1
        else:
            fresh.append(one)
    return fresh


def _known(source: Source, found: Iterable[Diagnostic], folder: Path) -> Iterable[Known]:
    lines = {file.path: file.lines for file in source.files}
    for one in found:
        span = one.primary.span
        text = lines.get(span.path, ())[span.line - 1 : span.line]
        yield Known(relative(span.path, folder), one.code, " ".join("".join(text).split()))
