"""Third parties that everyone knows by name, where a SPEC says that it uses them: `rules/services.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex, resources
from groundplan.document import Fence, Item, Text
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Integration
from groundplan.spec.outline import section_kind
from groundplan.spec.system.called import in_bracket
from groundplan.spec.system.stack import listed
from groundplan.spec.text.polarity import is_comparison, is_rejected
from groundplan.spec.text.words import key_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_USED = frozenset({"stack", "environment", "integrations"})
"""Here a name is that of something used; elsewhere the sentence must say so."""
_SAID = frozenset(
    {
        *("requirements", "architecture", "overview", "assumptions", "constraints", "nonfunctional"),
        *("security", "auth", "scope", "deployment", "api", ""),
    }
)
_DRAWN = frozenset({"", "text", "txt", "plain", "mermaid"})
_FIRST = 2


class Mention(NamedTuple):
    """`service` is the first name of the table, the words as written stand between the offsets."""

    service: str
    start: int
    end: int


@cache
def spellings() -> dict[str, str]:
    """Every spelling to the service's first name. Raises ResourceError where the file is not well formed."""
    source = resources.folder("rules", "services.yaml")
    data: dict[str, str] = resources.compiled("services", [source], lambda: _spellings(resources.read_yaml(source)))
    return data


def _spellings(data: dict[str, Any]) -> dict[str, str]:
    return {word: name for name, others in data["services"].items() for word in (name, *others)}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted(spellings(), key=lambda word: (-len(word), word))
    return regex.compile(rf"(?<![\w.@/-])(?:{'|'.join(map(re.escape, words))})(?![A-Za-z0-9_-]|\.[A-Za-z])")


@cache
def _beginnings() -> re.Pattern[str]:
    """A word that begins as one of them does: what tells soonest that a text names none."""
    second: dict[str, str] = {}
    for word in sorted({one[:_FIRST] for one in spellings()}):
        second[word[0]] = second.get(word[0], "") + re.escape(word[1:])
    return regex.compile(rf"\b(?:{'|'.join(f'{first}[{letters}]' for first, letters in second.items())})")


@lru_cache(8192)
def named(text: str) -> tuple[Mention, ...]:
    """The services that a text names, in its order."""
    if not _beginnings().search(text):
        return ()
    table = spellings()
    return tuple(Mention(table[found.group()], found.start(), found.end()) for found in _pattern().finditer(text))


@cache
def _lowered() -> tuple[str, ...]:
    return tuple(sorted({one.lower() for one in spellings()}))


def is_theirs(text: str, start: int) -> bool:
    """Whether what begins at `start` is of an API that is called by a service's name: `the Stripe API's `POST /x``."""
    before = text[max(0, start - _NEAR) : start]
    return "API" in before and any(_api().fullmatch(before, one.end) for one in named(before))


_NEAR = 60


@cache
def _api() -> re.Pattern[str]:
    return regex.compile(r"(?:'s)?(?: [A-Z]\w+){0,2} API\b[^.;,:]{0,30}:?[ `*]*")


def read(region: Region, draft: Draft) -> None:
    """The services that one region says it uses; a choice between two is none yet."""
    if region.kind not in _USED and region.kind not in _SAID:
        return
    for line, is_drawn in _lines(region, draft):
        found = named(line.text)
        if not found or is_comparison(line.text):
            continue
        choices = _choices(line.text, found)
        is_own = is_drawn or region.kind in _USED or _is_keyed(line.text)
        used = set(found) if is_own else _used(line.text, found, region)
        for one in found:
            if is_rejected(line.text, one.start, one.end):
                draft.turned_down.add(one.service)
            elif one in used and one not in choices:
                words = line.text[one.start : one.end]
                span = place(region.document.path, line, one.start, one.end - one.start)
                told = in_bracket(words, line, one.end, region.document.path) or Integration(words, span)
                draft.services.append((one.service, told._replace(span=span)))


def read_terms(region: Region, draft: Draft) -> None:
    """The services that are terms of a glossary: `- **Resend**: sends the mails`, `- **Supabase_Storage**: ...`."""
    for block in region.blocks:
        line = block.lines[0] if isinstance(block, Item) and block.lines[0].text[:2] == "**" else None
        term = key_value(line.text)[0].replace("_", " ").strip("* ") if line else ""
        found = (named(term) or named(f"{term} API")) if term else ()
        if line and found and found[0].start == 0 and term[found[0].end :] in ("", *_PARTS):
            span = place(region.document.path, line)
            draft.services.append((found[0].service, Integration(term[: found[0].end], span)))


_PARTS = (" API", " Storage", " Service", " Webhook", " SDK")


def _lines(region: Region, draft: Draft) -> Iterator[tuple[Text, bool]]:
    """The lines that may name a service, and whether they are of a drawing of the whole, where it is one part."""
    said = draft.said(region.blocks)
    yield from ((line, False) for line in (*(said.lines if said.has(_lowered()) else ()), *listed(region)))
    for block in region.blocks:
        if isinstance(block, Fence) and block.info in _DRAWN:
            whole = region.kind == "architecture"
            yield from ((Text(line, block.line + number, 1), whole) for number, line in enumerate(block.lines))


def is_purpose(name: str) -> bool:
    """`Email service`, `SMS provider`: what a third party is for, and not who it is."""
    words = [one.lower() for one in regex.compile(r"[^\W_]+").findall(name)]
    kinds = vocabulary("kinds_of_services")
    return bool(words) and all(one in kinds or one.removesuffix("s") in kinds for one in words if one != "api")


def _is_keyed(text: str) -> bool:
    """`**Payments**: Stripe (cards)`, `**Stack**: Stripe · Twilio`: what stands behind is used, in any section."""
    key = key_value(text)[0] if ":" in text else ""
    return bool(key) and (is_purpose(key) or section_kind(key) in _USED)


_IDENTITY = frozenset({"Auth0", "Clerk", "Amazon Cognito", "Okta", "WorkOS", "Firebase Auth", "Keycloak", "Zitadel"})


def _knows_callers(one: Mention, region: Region) -> bool:
    """In a section about authentication an identity provider is used for nothing else."""
    return region.kind == "auth" and one.service in _IDENTITY


@cache
def _between() -> re.Pattern[str]:
    return regex.compile(r"[^,.;:]{0,24}(?:\bor\b|/|또는|혹은|이나 )[^,.;:]{0,12}")


def _choices(text: str, found: tuple[Mention, ...]) -> set[Mention]:
    """`SendGrid or Mailgun`, `A API 또는 B`: neither is chosen."""
    alone = {one for one in found if _is_left_open(text, one)}
    pairs = [
        pair
        for pair in pairwise(found)
        if pair[0].service != pair[1].service and _between().fullmatch(text[pair[0].end : pair[1].start])
    ]
    return alone | {one for pair in pairs for one in pair}


def _is_left_open(text: str, one: Mention) -> bool:
    before = text[max(0, one.start - _NEAR) : one.start]
    return bool(_choice().search(before) or _alike().match(text, one.end))


@cache
def _choice() -> re.Pattern[str]:
    """`local files or S3`, `a mail service (e.g. SendGrid)`: what is left to choose."""
    return regex.compile(
        r"(?:(?:또는|혹은|\bor)\s+(?:an?\s+)?"
        r"|\((?:예|예시|예를 들어|e\.g\.|such as|for example)[:,]? ?(?:[\w .-]+, ?)*)[`*]*$"
    )


@cache
def _alike() -> re.Pattern[str]:
    """`S3-compatible`: anything that speaks the same protocol; `SendGrid/SES`: one or the other."""
    return regex.compile(
        r"[`*]*(?:[- ]compatible\b| \((?:or|또는|혹은)\b|[- ]?호환"
        r"|/(?-i:[A-Z])|\s+or (?:similar|equivalent|compatible)\b|\s+(?:또는|혹은) (?-i:[A-Z]))",
        re.IGNORECASE,
    )


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(
            r"\b(?:via|using|uses?|with|through|to|from|in|on|by|calls?|integrat\w+|sends?|stored?|uploads?|initiali[sz]es?)"
            r"\s+(?:the\s+|an?\s+)?[`*]*$",
            re.IGNORECASE,
        ),
        regex.compile(
            r"[`*)]*(?:\s(?:API|SDK|clients?|webhooks?|callbacks?|gateway|customers?|(?:setup|payment) intents?"
            r"|integration|for|service|"
            r"checkout|account|bucket|events?|messages?|tokens?|charging|payments?"
            r"|to (?:send|deliver|process|store|host)"
            r"|billing|provisioning)\b"
            r"|(?:\s\S{1,12})?\s?(?:API|연동|호출|사용|통해|이용|전송|검색|발송|결제|조회|업로드|저장)|(?:\s[A-Z][\w.-]{1,11})?(?:으로|로|을|를|에|와|과)\b)"
            r"|\)?[이가은는]\s(?:\S{1,12}\s)?(?:처리|담당|맡)"
        ),
    )


def _is_used(text: str, one: Mention) -> bool:
    before, after = _cues()
    return bool(before.search(text[max(0, one.start - 40) : one.start]) or after.match(text[one.end :]))


def _used(text: str, found: tuple[Mention, ...], region: Region) -> set[Mention]:
    """Those that a sentence says it uses, and those joined to one of them: `OpenAI and Anthropic clients`."""
    used = {one for one in found if _knows_callers(one, region) or _is_used(text, one)}
    for first, second in (*pairwise(found), *((two, one) for one, two in reversed([*pairwise(found)]))):
        start, stop = sorted((first, second), key=lambda one: one.start)
        if first in used and _joined().fullmatch(text, start.end, stop.start):
            used.add(second)
    return used


@cache
def _joined() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(?: API)?(?:, and|,| and| &| ·| 및|와|과| \+) ?[`*]*")


def known(name: str) -> str:
    """The service that a name is of, or empty: `OpenAI Whisper API` is OpenAI's."""
    return next((one.service for one in named(name)), "")


@cache
def _hooks() -> dict[str, str]:
    return {compact(word): service for word, service in spellings().items()}


def calling(path: str) -> str:
    """The service that calls a path, or empty: `/webhooks/stripe` is Stripe's."""
    parts = [compact(part) for part in path.split("/")]
    at = next((at for at, part in enumerate(parts) if part in ("webhook", "webhooks")), -1)
    around = (*parts[at + 1 : at + 2], *parts[max(at - 1, 0) : at]) if at >= 0 else ()
    return next((_hooks()[part] for part in around if part in _hooks()), "")
