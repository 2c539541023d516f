"""The clauses of a demanding sentence, in English and Korean.

EARS: A. Mavin et al., "Easy Approach to Requirements Syntax", RE 2009: ubiquitous, event-driven (when),
state-driven (while), unwanted (if, then), optional (where), and combinations of these.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex
from groundplan.spec.model import Clause, EarsPattern
from groundplan.spec.text.words import is_korean

_ENDINGS = "해|어|아|여|되|져|가|라|돼|나|워|켜|러|려|겨|춰|쳐|혀|야|내|둬|줘|와|봐|꿔|서"
_HINTS = (
    "SHALL",
    "THEN",
    "MUST",
    "shall",
    "must",
    "야",
    "안",
    "만약",
    "만일",
    "WHEN",
    "WHILE",
    "IF ",
    "WHERE",
    "When",
    "If ",
    "While",
    "Where",
)


@cache
def _demand() -> re.Pattern[str]:
    return regex.compile(
        rf"\b(?:SHALL|MUST|shall|must)\b|(?:{_ENDINGS})야(?:만)?\s*(?:한다|합니다|함|하며|하고|하지|됨|된다|됩니다)"
        r"|지\s*않아야|지\s*말아야|(?:서는|면)\s*안\s*(?:된다|됩니다|됨|되며)"
    )


@cache
def _condition() -> re.Pattern[str]:
    """EARS keywords at the start; in lower case they are plain English unless the sentence is about the system.

    The WHERE of a query is none: `WHERE pier_id = 3`, `WHERE closed_at IS NULL`.
    """
    query = r"WHERE [\w.`]+ ?(?:[=<>!]|(?:AND|OR|IN|IS|LIKE|BETWEEN)\b)"
    return regex.compile(
        rf"^(?!{query})(?:WHEN|WHILE|IF|WHERE)\b|^(?:When|While|If|Where)\b.*\b(?:system|service|server)\b"
        r"|^(?:만약|만일) .*면[.,]?$"
    )


def may_demand(text: str) -> bool:
    """False where a look at the letters is enough to know that nothing is demanded."""
    return regex.has(text, _HINTS)


@lru_cache(4096)
def demands(text: str) -> bool:
    """Whether the words demand something: SHALL, must, -해야 한다, -서는 안 된다."""
    return may_demand(text) and bool(_demand().search(text))


def is_shouted(text: str) -> bool:
    """Whether the keyword stands in capitals."""
    return "SHALL" in text or "MUST" in text


def is_condition(words: str) -> bool:
    """Whether plain words begin as an EARS condition, demanding or not."""
    return bool(_condition().match(words))


@cache
def _keywords() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\b(?:WHEN|WHILE|WHERE|IF|THEN|SHALL|MUST|shall|must)"
        r"|(?:^|(?<=[,.;:] ))(?:When|While|Where|If)|(?<=, )then)\b"
    )


_NAMES = {"must": "shall"}


@cache
def _after_verb() -> re.Pattern[str]:
    return regex.compile(r"\s*\((?:SHALL|MUST)(?: NOT)?\)")


@lru_cache(4096)
def split_clauses(text: str) -> tuple[Clause, ...]:
    """The EARS clauses of a sentence in its order; the part before SHALL names the system and is dropped."""
    after_verb = "(" in text and _after_verb().search(text)
    text = _after_verb().sub("", text) if after_verb else text
    found = list(_keywords().finditer(text))
    clauses: list[Clause] = []
    for index, one in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        keyword = one.group().lower()
        words = text[one.end() : end].strip(" ,.;:")
        clauses.append(Clause(_NAMES.get(keyword, keyword), words))
    clauses = _without_subject(clauses)
    if is_korean(text):
        clauses = _korean(text, clauses, demanded=bool(after_verb) or demands(text) or bool(_does().search(text)))
    return tuple(clauses)


def _without_subject(clauses: list[Clause]) -> list[Clause]:
    """`the system` between THEN and SHALL is the subject, not a response; the last comma ends a condition."""
    kept: list[Clause] = []
    for index, one in enumerate(clauses):
        followed = index + 1 < len(clauses) and clauses[index + 1].keyword == "shall"
        if one.keyword == "then" and followed:
            continue
        if followed and one.keyword in ("when", "while", "where", "if"):
            head, comma, _ = one.text.rpartition(",")
            kept.append(one._replace(text=head.strip() if comma else one.text))
        else:
            kept.append(one)
    return [one for one in kept if one.text or one.keyword == "shall"]


_KOREAN = (
    ("if", r"(?:만약\s+|만일\s+)?(.+?(?:으면|면|경우(?:에는|에)?))(?:,|\.?$|\s+시스템)", ("만약", "만일")),
    ("while", r"(.+?(?:동안(?:에는|에)?|중에는|상태에서|상태인 동안))(?:,|\s+시스템)", ()),
    ("where", r"(.+?(?:경우(?:에만|에는|에)?))(?:,|\s+시스템)", ()),
    ("when", r"(.+?(?:으면|면|때(?:에는)?|하면|될\s*시|시))(?:,|\s+시스템|(?<=[으하되이]면)\.?$)", ()),
)


def _korean(text: str, clauses: list[Clause], *, demanded: bool) -> list[Clause]:
    """Korean endings: -면, -때 (when), 만약 -면 (if), 동안 (while), 경우 (where), and -해야 한다 (shall)."""
    result = [one for one in clauses if one.keyword != "shall" or one.text]
    if not any(one.keyword in ("when", "while", "where", "if") for one in result):
        opening = _korean_condition(text)
        if opening:
            result.insert(0, opening)
    if demanded or not any(one.keyword in ("shall", "then") for one in result):
        result = [_condition_only(one) for one in result if one.keyword not in ("then", "shall")]
        if demanded:
            result.append(Clause("shall", _korean_response(text)))
    return result


@cache
def _does() -> re.Pattern[str]:
    """`시스템은 ... 변경한다`: of a system, what it does is what it shall do."""
    return regex.compile(r"(?:^|,\s*|(?:면|때|동안|경우|경우에는|: )\s*)시스템[은이]\s.{2,300}다\.?$")


@cache
def _subject() -> re.Pattern[str]:
    return regex.compile(r"(?:,\s*|\s+)(?:시스템(?:은|이)?(?=\s|$)|THE SYSTEM\b|the system\b)")


def _condition_only(one: Clause) -> Clause:
    found = _subject().search(one.text)
    return one._replace(text=one.text[: found.start()]) if found else one


def _korean_condition(text: str) -> Clause | None:
    for keyword, pattern, needed in _KOREAN:
        if needed and not text.startswith(needed):
            continue
        found = re.match(pattern, text)
        if found:
            return Clause(keyword, found.group(1).strip())
    return None


def _korean_response(text: str) -> str:
    for mark in ("SHALL ", "시스템은 ", "시스템이 ", "THEN ", ", "):
        if mark in text:
            return text.rsplit(mark, 1)[1].strip(" .")
    return text.strip(" .")


_PATTERNS: dict[str, EarsPattern] = {"when": "event", "while": "state", "if": "unwanted", "where": "optional"}


def pattern_of(clauses: tuple[Clause, ...]) -> EarsPattern:
    """The EARS pattern of clauses: the one condition's, complex for several, ubiquitous for a demand without any."""
    kinds = {one.keyword for one in clauses if one.keyword in _PATTERNS}
    if len(kinds) > 1:
        return "complex"
    if kinds:
        return _PATTERNS[kinds.pop()]
    return "ubiquitous" if any(one.keyword == "shall" for one in clauses) else "plain"
