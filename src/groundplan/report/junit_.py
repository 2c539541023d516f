"""JUnit XML, which build servers show as tests: a suite a file, a case a finding, and one that passes where none is.

Errors and warnings are failures; notes are cases that pass and say what was noted. Source of the form: the schema of
Apache Ant's JUnit task, as Jenkins and GitLab read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan.diagnostics import cause

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:  # noqa: ARG001
    """The document, two spaces deep."""
    from xml.etree import ElementTree

    root = ElementTree.Element("testsuites", name="groundplan")
    paths = dict.fromkeys([*(file.path for file in source.files), *(one.primary.span.path for one in diagnostics)])
    for path in paths:
        _suite(root, path, [one for one in diagnostics if one.primary.span.path == path])
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: Element, path: str, found: list[Diagnostic]) -> None:
    from xml.etree import ElementTree

    failures = sum(one.severity != "note" for one in found)
    counts = {"tests": str(max(1, len(found))), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(path), **counts})
    for one in found:
        _case(suite, one)
    if not found:
        ElementTree.SubElement(suite, "testcase", classname=_clean(path), name="lint")


def _case(suite: Element, one: Diagnostic) -> None:
    from xml.etree import ElementTree

    span = one.primary.span
    place = {"file": _clean(span.path), "line": str(span.line)}
    case = ElementTree.SubElement(suite, "testcase", {"classname": _clean(span.path), "name": _name(one), **place})
    said = (f"{span.path}:{span.line}:{span.column}: {one.message}", cause(one), one.help)
    text = _clean("\n".join(words for words in said if words))
    if one.severity == "note":
        ElementTree.SubElement(case, "system-out").text = text
    else:
        ElementTree.SubElement(case, "failure", type=one.severity, message=_clean(one.message)).text = text


def _name(one: Diagnostic) -> str:
    return f"{one.code} {one.name} at line {one.primary.span.line}, column {one.primary.span.column}"


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub("\ufffd", text)
