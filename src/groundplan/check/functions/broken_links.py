"""References to a heading of the SPEC that is not there: `[below](#sign-in-rules)`, `see section 9.4`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("link",)
OPTIONS = ()
OUTLINED = True


@cache
def _link() -> re.Pattern[str]:
    return regex.compile(r"\]\(([^()\s#]{0,200})#([^()\s]{1,200})\)")


@cache
def _named() -> re.Pattern[str]:
    """Anchors that are written out: `<a id="x">`, `{#x}`."""
    return regex.compile(r"<\w+ [^>]*?(?:id|name)=[\"']([^\"']+)|\{#([\w-]+)\}")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Links into files that were not read are not judged."""
    files = facts.lines.items() if any(facts.written(_may_link)) else ()
    links = [(path, number, line) for path, lines in files for number, line in _with_links(lines)]
    anchors = {path: _anchors(lines) for path, lines in facts.lines.items()} if links else {}
    named = {PurePosixPath(path.replace("\\", "/")).name: path for path in facts.lines}
    for item in items:
        for path, number, line in links:
            for found in _link().finditer(line):
                target = named.get(PurePosixPath(found[1]).name) if found[1] else path
                if target and "://" not in found[1] and found[2].lower() not in anchors[target]:
                    span = Span(path, number, found.start(1) + 1, number, found.end(2) + 1)
                    yield item, span, {"link": f"{found[1]}#{found[2]}"}, ()
        said = facts.said(_sections)
        numbers = frozenset(facts.written(_numbered) if said else ())
        for stated, words, section in said:
            if section not in numbers:
                yield item, facts.place(stated.span, words), {"link": words}, ()


def _may_link(lines: Iterable[str]) -> Iterator[bool]:
    yield any("](" in line and "#" in line for line in lines)


def _sections(page: Page) -> Iterator[tuple[Line, str, str]]:
    """Lines that name a section of this document, the words for it and its number."""
    for line in page:
        said = _section().search(line.text) if "ection " in line.text or "절" in line.text else None
        if said and not _elsewhere().search(line.text):
            yield line, said[0], said[1] or said[2]


@cache
def _section() -> re.Pattern[str]:
    return regex.compile(r"\b(?:[Ss]ee|in|of|under) section (\d+(?:\.\d+)+)|(?<![\d.])(\d+(?:\.\d+)+)절")


@cache
def _elsewhere() -> re.Pattern[str]:
    """Sections of other documents."""
    return regex.compile(
        r"\b(?:RFC|ISO|IEC|IEEE|NIST|OWASP|ASVS|GDPR|PCI|HIPAA|SPEC-|W3C)|\.md\b|법"
        r"|(?:명세서|정의서|기획서|설계서|계획서|요구서|지침|가이드) ?\d"
    )


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    """The numbers of headings: `### 9.4 Sign in`."""
    for line in (one for one in lines if one.startswith("#")):
        found = regex.match(r"#+ +(?:§ ?)?(\d+(?:\.\d+)*)", line)
        if found:
            yield found[1]


def _with_links(lines: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = line.lstrip()[:3]
        if fence or mark in ("```", "~~~"):
            fence = "" if fence == mark else fence or mark
        elif "](" in line and "#" in line:
            yield number, line


def _anchors(lines: tuple[str, ...]) -> frozenset[str]:
    """What headings are called in links, as GitHub makes it, and anchors that are written out."""
    headings = [_slug(line.lstrip("#")) for line in lines if line.startswith("#")]
    times = {slug: headings.count(slug) for slug in headings if slug} if len(headings) < _MANY else {}
    again = [f"{slug}-{number}" for slug, most in times.items() for number in range(1, most)]
    written = [
        one for line in lines if "id=" in line or "name=" in line or "{#" in line for one in _named().findall(line)
    ]
    return frozenset([*headings, *again, *(name.lower() for pair in written for name in pair if name)])


_MANY = 5_000


def _slug(title: str) -> str:
    words = regex.sub(r"\[([^\][]*)\]\([^()]*\)", r"\1", title).strip().lower()
    return regex.sub(r"[^\w\- ]", "", words).replace(" ", "-")
