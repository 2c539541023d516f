"""Acceptance scenarios: Given, When, Then in bullets, bold lines, one line, tables, in both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Scenario, Step
from groundplan.spec.requirements.requirements import is_criterion, is_normative
from groundplan.spec.text import tables
from groundplan.spec.text.identifiers import check_id, names_check, proved_ids
from groundplan.spec.text.words import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_HINTS = ("given", "when", "then", "조건", "먼저", "만일", "그러면")


@cache
def _title() -> re.Pattern[str]:
    return regex.compile(
        r"^(?:scenario|시나리오|acceptance scenario|test case)\b[ ]*\d*(?:\.\d+)*[ ]*[:.\-—]?[ ]*", re.IGNORECASE
    )


@cache
def _label() -> re.Pattern[str]:
    """What a scenario in one line is called: `**Too many pupils (RQ-3)**: Given ...`."""
    return regex.compile(r"\*\*[^*]{2,80}\*\*\s*[:.—–-]\s*(?=\**(?:Given|When|GIVEN|WHEN|먼저|조건)\b)")


@cache
def _keyword() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|(?<=, )|(?<=\. )|(?<=; ))(?:\*\*)?"
        r"(Given|When|Then|And|But|GIVEN|WHEN|THEN|AND|BUT|조건|먼저|만일|그러면|그리고|(?<=, )(?:when|then)(?= )"
        r"|(?<=[,;] \*\*)(?:when|then|and|but)(?=\*\*))"
        r"(?:\*\*)?[:,]?\s+"
    )


_STEPS = {"조건": "given", "먼저": "given", "만일": "when", "그러면": "then", "그리고": "and"}


def read(region: Region, draft: Draft) -> None:
    """The scenarios of one region: the heading's own, one-line ones, and rows of criteria tables."""
    words = bare(region.title.text)
    named = _title().match(words)
    criteria = region.number
    proves = region.kind == "acceptance" or _proves(region)
    identifier = check_id(words) if proves else ""
    if not named and not proves and not criteria:
        return
    path = region.document.path
    steps: list[Step] = []
    where = region.title
    for line in _lines(region):
        if proves and _heads(line.text):
            draft.scenarios += _scenario(where, words[named.end() :] if named else words, identifier, steps, path)
            steps, where, words, named = [], line, bare(line.text), _title().match(bare(line.text))
            identifier = check_id(words)
            continue
        before = steps[-1].keyword if steps else "given"
        demanded = criteria and (is_normative(line.text) or is_criterion(line.text))
        check = check_id(line.text) if proves else ""
        found = [] if demanded else list(_numbered(line, check, path) if check else _steps(line, path, before))
        if _is_whole(found):
            draft.scenarios.append(
                Scenario(
                    bare(line.text)[:80].strip(),
                    tuple(found),
                    place(path, line),
                    tuple(one for one in proved_ids(line.text) if one != check),
                    check,
                )
            )
        else:
            steps += found
    draft.scenarios += _scenario(where, words[named.end() :] if named else words, identifier, steps, path)
    _criteria(region, draft)


_UNNAMED = frozenset({"", "testing"})
_FEW = 2


def _proves(region: Region) -> bool:
    """Whether a section with a name of its own lists criteria: `- A1 (R2): Given ..., when ..., then ...`."""
    if region.kind not in _UNNAMED:
        return False
    firsts = (block.lines[0].text for block in region.blocks if block.__class__ is Item)
    return sum("iven " in one and check_id(one) != "" for one in firsts) >= _FEW


@cache
def _bold() -> re.Pattern[str]:
    return regex.compile(r"\*\*[^*]+\*\*:?")


@cache
def _plain() -> re.Pattern[str]:
    """`Scenario: taken seat (FR-3)` in a line of its own, as in Gherkin."""
    return regex.compile(r"(?:Scenario|시나리오)(?: ?\d+)?: ?\S")


def _heads(text: str) -> bool:
    """`**AC-1: Sign in (REQ-1)**`, `**Scenario 2: ...**`: a line in bold that begins another scenario."""
    if text[:2] != "**" or not _bold().fullmatch(text):
        return _plain().match(text) is not None
    words = bare(text)
    return bool(check_id(words) or _title().match(words))


def _scenario(where: Text, title: str, identifier: str, steps: list[Step], path: str) -> list[Scenario]:
    mentioned = proved_ids(f"{bare(where.text)} " + " ".join(step.text for step in steps))
    ids = tuple(one for one in mentioned if one != identifier)
    return [Scenario(title, tuple(steps), place(path, where), ids, identifier)] if steps else []


def _is_whole(steps: list[Step]) -> bool:
    """Given, When and Then in one line are a scenario of their own."""
    return len({step.keyword for step in steps}) >= 2 and len({step.span.line for step in steps}) == 1


def _lines(region: Region) -> Iterator[Text]:
    for block in region.blocks:
        if isinstance(block, Item):
            yield _joined(block.lines)
        elif isinstance(block, Paragraph):
            yield from block.lines


def _joined(lines: tuple[Text, ...]) -> Text:
    return lines[0]._replace(text=" ".join(line.text for line in lines))


def _steps(line: Text, path: str, before: str) -> Iterator[Step]:
    """The steps of a line; `And` and `But` go on with the kind of the step before them."""
    lower = line.text[:400].lower()
    if not any(hint in lower for hint in _HINTS) and not lower.lstrip("*").startswith(("and", "but", "그리고")):
        return
    text = line.text
    label = _label().match(text)
    if label:
        line = line._replace(text=text[label.end() :], column=line.column + label.end())
        text = line.text
    found = list(_keyword().finditer(text))
    if not found or found[0].start() > 4:
        return
    for index, one in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        keyword = _STEPS.get(one.group(1), one.group(1).lower())
        joined = keyword in ("and", "but")
        keyword = before = before if joined else keyword
        words = bare(text[one.end() : end]).strip(" ,;")
        yield Step(keyword, words, place(path, line, one.start(), end - one.start()), joined)


@cache
def _head() -> re.Pattern[str]:
    """The id of a criterion and what it proves, before its sentence: `**AC-1** (FR-2): `."""
    return regex.compile(r"[*_`]*[\w.-]{2,30}[*_`]*\s*(?:[(\[][^()\[\]]{1,80}[)\]])?[*_`]*\s*[:.—–-]\s*[*_]*\s*")


@cache
def _sentence() -> re.Pattern[str]:
    """A Korean criterion in one sentence: what is given, what happens and what is seen."""
    return regex.compile(r"(?:(?P<given>.+?(?:때|상태에서|경우|후|뒤)),\s+)?(?P<when>.+?[가-힣]면),?\s+(?P<then>.+)")


def _numbered(line: Text, check: str, path: str) -> Iterator[Step]:
    """The steps behind the id of a criterion in one line; of a mere name of it, those of the line."""
    head = _head().match(line.text)
    if head is None or head.end() == len(line.text):
        return
    at = head.end()
    body = line._replace(text=line.text[at:], column=line.column + at)
    found = list(_steps(body, path, "given"))
    if found:
        yield from found
        return
    told = _sentence().fullmatch(body.text) if names_check(check) else None
    for keyword in ("given", "when", "then") if told else ():
        if told and told[keyword]:
            span = place(path, body, told.start(keyword), len(told[keyword]))
            yield Step(keyword, bare(told[keyword]).rstrip("."), span)


def _criteria(region: Region, draft: Draft) -> None:
    """`| AC-1 | condition | how it is verified |` rows."""
    for block in region.blocks:
        if not isinstance(block, Table):
            continue
        found = tables.columns(block)
        heads = [kind_of("steps", bare(cell.text)) for cell in block.header]
        for row in block.rows:
            name = tables.cell(row, found, "id") or (row[0] if row else None)
            identifier = check_id(name.text) if name else ""
            rest = [cell for cell in row if cell is not name and cell.text]
            if identifier and rest:
                steps = tuple(_cells(row, heads, region.document.path))
                first = place(region.document.path, rest[0])
                steps = steps or (Step("then", bare(rest[0].text), first),)
                ids = proved_ids(" ".join(c.text for c in rest))
                draft.scenarios.append(Scenario(steps[0].text, steps, steps[0].span, ids, identifier))


def _cells(row: tuple[Text, ...], heads: list[str], path: str) -> Iterator[Step]:
    """The steps of a row whose columns are Given, When and Then; none where there is no Then, or nothing before it.

    Where no column is of what happens, the condition tells it: `| a full course is booked | 409 |`.
    """
    heads = heads if "when" in heads else ["when" if one == "given" else one for one in heads]
    if "then" in heads and len(set(heads) - {""}) > 1:
        for keyword, cell in sorted(zip(heads, row, strict=False), key=lambda one: _ORDER.get(one[0], 0)):
            if keyword and bare(cell.text).strip("-— "):
                yield Step(keyword, bare(cell.text), place(path, cell))


_ORDER = {"given": 0, "when": 1, "then": 2}
