"""Reading as the tests see it: text in, tables of `groundplan show` out."""

from __future__ import annotations

from groundplan.document import parse
from groundplan.plan.operations.operations import classify
from groundplan.show.text import render
from groundplan.source import SourceFile
from groundplan.spec.model import Spec
from groundplan.spec.read import read


def spec_of(text: str, path: str = "spec.md") -> Spec:
    """The Spec of one file."""
    return read([parse(SourceFile(path, tuple(text.split("\n"))))])


def tables_of(text: str) -> str:
    """What `groundplan show` prints below its head."""
    spec = spec_of(text)
    return render(spec, classify(spec), "en").partition("\n\n")[2]
