"""Third parties: an integration section's bullets, and services that a requirement sends something to."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Integration
from groundplan.spec.outline import section_kind
from groundplan.spec.system.called import integration
from groundplan.spec.system.services import is_purpose
from groundplan.spec.system.services import named as services_in
from groundplan.spec.text.numerals import digits
from groundplan.spec.text.words import bare, heading, key_value, kind_of, split

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_WORDS = 5
"""A bullet of more words and nothing behind them is a sentence, no name."""


def read(region: Region, draft: Draft) -> None:
    """The integrations of one region."""
    if region.kind == "integrations":
        _section(region, draft)
        return
    if region.kind in ("requirements", ""):
        _named(region, draft)
    if region.kind in _OVERALL:
        _listed(region, draft)
    if region.kind == "":
        _provided(region, draft)


def _provided(region: Region, draft: Draft) -> None:
    """`- Mail provider: HTTPS, timeout 4 s, 3 retries` below a heading such as `Mail`."""
    for block in region.blocks:
        line = block.lines[0] if isinstance(block, Item) and not block.depth else None
        if line is not None and ":" in line.text:
            key, value, _ = key_value(line.text)
            if _provider().fullmatch(bare(key)) and _waited().search(value):
                _add(bare(key), value, line, region.document.path, draft)


@cache
def _provider() -> re.Pattern[str]:
    return regex.compile(
        r"(?:[\w-]+ ){0,3}(?:providers?|gateway|vendor)|[\w ]{1,20}(?:게이트웨이|대행사|발송사|결제사|업체)", re.I
    )


@cache
def _waited() -> re.Pattern[str]:
    """How a call to somebody else is made."""
    return regex.compile(r"\btimeout|\bretr(?:y|ies)\b|타임아웃|재시도", re.IGNORECASE)


def _section(region: Region, draft: Draft) -> None:
    path = region.document.path
    nested = region.own == "" and region.level > 2
    if nested and not any(isinstance(block, Table) and _names_services(block) for block in region.blocks):
        text = " ".join(line.text for line in draft.said(region.blocks).lines)
        if text and not _is_deed(heading(region.title.text)[0]) and not _is_part(heading(region.title.text)[0]):
            draft.integrations.append(integration(heading(region.title.text)[0], text, region.title, path))
        return
    called = _proper().fullmatch(region.label) if region.own == "integrations" and not region.main else None
    if called:  # `External API Integration (Acme)`
        draft.integrations.append(integration(region.label, region.title.text, region.title, path))
    for block in region.blocks:
        if isinstance(block, Item):
            _item(block, path, draft)
        elif isinstance(block, Table) and len(block.header) > 1:
            for row in block.rows:
                if row and bare(row[0].text) and not _is_setting(row[0].text):
                    text = ", ".join(map(_celled, block.header[1:], row[1:]))
                    _add(bare(row[0].text), text, row[0], path, draft)


def _is_part(title: str) -> bool:
    """`연동 개요`, `Main API endpoints`, `Error handling`: what is told of a service, and no name."""
    last = title.lower().rpartition(" ")[2]
    known = last in vocabulary("generic") or last in vocabulary("parts_of_services")
    return known or section_kind(title) in ("api", "errors") or compact(last) in vocabulary("messages")


def _is_deed(title: str) -> bool:
    """`신청 수집`, `요청`: what is done with somebody or sent to them, and no name; `토스 결제` is one."""
    return title.rpartition(" ")[2] in vocabulary("deeds") or title.lower() in vocabulary("messages")


_OVERALL = frozenset({"overview", "architecture", "stack", "environment", ""})


def _listed(region: Region, draft: Draft) -> None:
    """`**External Services**: Stripe, TideCast` in a list of what the service is made of."""
    for block in region.blocks:
        line = block.lines[0] if isinstance(block, Item) else None
        if line is None or ":" not in line.text:
            continue
        key, value, _ = key_value(line.text)
        if value and section_kind(key) == "integrations":
            names = [_proper().fullmatch(bare(piece)) for piece, _ in split(value.rstrip(". "))]
            draft.integrations += [
                integration(one[1], value, line, region.document.path)
                for one in names
                if one
                and len(names) > 1
                and not services_in(one[1])
                and not is_purpose(one[1])
                and not one[1].endswith(("API", "Database"))
            ]


def _names_services(table: Table) -> bool:
    """Whether the first column is of services: then the heading says of what kind, and names none."""
    return len(table.header) > 1 and compact(bare(table.header[0].text)) in vocabulary("columns_of_services")


def _celled(head: Text, cell: Text) -> str:
    """A cell with a number or with none, behind the head that says of what: `Timeout 3 s`, `재시도 없음`."""
    name = bare(head.text)
    known = kind_of("columns_of_calls", name)
    text = _in_times(cell.text) if known == "retries" else cell.text
    counted = regex.search(rf"\d|^{_NONE}$", text.lower()) and not text.startswith("http")
    return f"{known or name} {text}" if counted else text


def _in_times(text: str) -> str:
    """`twice, with a pause` as `2 times, with a pause`."""
    return regex.sub(
        r"\b(once|twice)\b", lambda one: f"{_TIMES[one[1].lower()]} times", digits(text), flags=re.IGNORECASE
    )


_TIMES = {"once": 1, "twice": 2}


_NONE = r"(?:none|never|no|not retried|없음|안 ?함|하지 ?않(?:음|는다)|미적용)"
"""What a cell says of what is not done."""


def _item(block: Item, path: str, draft: Draft) -> None:
    line = block.lines[0]
    text = " ".join(one.text for one in block.lines)
    box = _box().match(text)
    if box:
        text = text[box.end() :]
        if text[:1] not in "*`":
            return  # `[ ] Test the payment gateway`: what is to be done, and no name
    name, value, _ = key_value(text)
    called = _called().match(text)
    if called:
        name, value = called.group(1) or called.group(2), f"{called.group(3)}, {called.group(4)}"
    elif not name or name.lower() in ("http", "https"):
        name, _, value = text.partition(" - ") if " - " in text else text.partition(" (")
    name = bare(name)
    if block.depth and draft.integrations and not value:
        return
    sentence = not value and (len(name.split()) > _WORDS or name.endswith((".", ":")))
    if name and len(name) <= 60 and not name.startswith("/") and not sentence:
        _add(name, value, line, path, draft)
    else:
        draft.miss(path, line, "integration")


def _integrations(name: str, text: str, line: Text, path: str) -> list[Integration]:
    """One by its name; where that is a kind of services, `Payments: Stripe, Adyen`, those that the words name."""
    pieces = [_proper().fullmatch(bare(piece)) for piece, _ in split(text.rstrip(". "))]
    is_theirs = bool(pieces) and all(pieces) and bool(services_in(text)) and not services_in(name)
    if not (is_theirs or is_purpose(name)) or regex.search(r"https?://", text):
        return [integration(name, text, line, path)]
    if _package().fullmatch(text):
        return []
    if not all(pieces) and services_in(text):
        return []  # `Mail: sent through Mailgun`: the words name it
    if not pieces or not all(pieces):
        return [integration(name, text, line, path)]
    if len(pieces) == 1 and _either().search(text):
        return []  # `SendGrid or AWS SES`: none is chosen yet
    return [
        integration(one[1], text, line, path)
        for one in pieces
        if one and not _either().search(one[0]) and one[1].split()[0] not in _GENERIC
    ]


@cache
def _proper() -> re.Pattern[str]:
    """`Stripe`, `Blockfrost (primary)`, `Amazon SES or Mailgun`: names, and nothing said of them."""
    word = r"[A-Z][\w.+-]*"
    name = rf"{word}(?: {word}){{0,3}}"
    return regex.compile(rf"({name})(?:(?: or |/| 또는 |이나 )(?:{name}|similar|equivalent))*(?: \([^()]*\))?")


@cache
def _either() -> re.Pattern[str]:
    return regex.compile(r" or |/| 또는 |이나 ")


@cache
def _package() -> re.Pattern[str]:
    """``Via `vendor/package` ``: a library."""
    return regex.compile(r"(?:(?:via|using|uses|with|by) )?`[\w.@-]+/[\w.-]+`\s*", re.IGNORECASE)


def _add(name: str, text: str, line: Text, path: str, draft: Draft) -> None:
    """One more, unless it is for later, or a purpose (`Email service`) with nothing behind it."""
    if _planned().search(name):
        draft.turned_down.update(one.service for one in services_in(text))
        return
    if not text and (is_purpose(name) or _is_fragment(name)):
        return
    draft.integrations += _integrations(name, text, line, path)


def _is_fragment(name: str) -> bool:
    """`SSL certificate for domain`: plain words, of which at most the first has a capital."""
    words = name.split()
    return len(words) > 2 and name.isascii() and all(word.islower() for word in words[1:]) and not services_in(name)


def _is_setting(cell: str) -> bool:
    """`STRIPE_SECRET_KEY` in a table of variables is no name."""
    return regex.compile(r"[`*]*[A-Z][A-Z\d]*(?:_[A-Z\d]+)+[`*]*").fullmatch(cell.strip()) is not None


@cache
def _planned() -> re.Pattern[str]:
    return regex.compile(r"\((?:future|later|planned|향후|추후|예정)\)", re.IGNORECASE)


@cache
def _box() -> re.Pattern[str]:
    return regex.compile(r"(?:\[[ xX]?\] ?)+")


@cache
def _called() -> re.Pattern[str]:
    """`**Bank** `https://bank.example.com`: timeout 8 s`: a name, where it is, and what is said of it."""
    name = r"(?:\*\*([^*:]{2,60})\*\*|([^\W\d][\w &.-]{1,40}))"
    return regex.compile(rf"{name}\s*[(`<]*(https?://[^\s`)>,;]+)[`)>]*\s*[:,;—–-]\s*(.*)")


_VERBS = (
    "forward",
    "send",
    "submit",
    "delegate",
    "report",
    "call",
    "upload",
    "post",
    "호출",
    "연동",
    "전송",
    "전달",
    "보내",
    "요청",
)
_GENERIC = frozenset(
    {
        "AI",
        "ML",
        "LLM",
        "REST",
        "The",
        "HTTP",
        "API",
        "JSON",
        "GraphQL",
        "Web",
        "Open",
        "Backend",
        "Admin",
        "Public",
        "RESTful",
    }
)


@cache
def _service() -> re.Pattern[str]:
    verbs = r"(?:forwards?|sends?|submits?|delegates?|reports?|calls?|uploads?|posts?)"
    name = r"((?:[A-Z][\w.]*)(?: [A-Z][\w.]*)* (?:API|service))"
    korean = r"([A-Z][\w.]*(?: [A-Z][\w.]*)* API)(?:를|을|로|에|와)\s?(?:통해 )?(?:호출|연동|전송|전달|보내|요청)"
    return regex.compile(rf"\b{verbs}\b[^.]*?\b(?:to|via|through) (?:the )?{name}\b|\b{verbs} the {name}\b|{korean}")


def _named(region: Region, draft: Draft) -> None:
    """`forward the audio to the OpenAI Whisper API`: a proper name before API, that something is sent to."""
    for line in draft.said(region.blocks).lines:
        if "API" not in line.text and "service" not in line.text:
            continue
        if not any(verb in line.text for verb in _VERBS):
            continue
        found = _service().search(bare(line.text))
        name = next((group for group in found.groups() if group), "") if found else ""
        if name and name.split()[0] not in _GENERIC:
            draft.integrations.append(Integration(name, place(region.document.path, line)))
