"""Whether a sentence takes what it names or turns it down: `no Redis`, `instead of MySQL`, `Firebase가 아닌`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from groundplan import regex

_NAME = r"[\w.+#`*-]+(?:\s?\d[\d.]*)?"


@cache
def _before() -> re.Pattern[str]:
    """What turns down the name, or the list of names, that follows it."""
    return regex.compile(
        r"(?:\b(?:no|not|no need for(?: (?:an? )?(?:separate|extra|additional|dedicated))?|without|instead of"
        r"|rather than|except|excluding|never|avoid(?:s|ing)?|replac(?:es?|ing)|compared (?:with|to)|unlike"
        r"|(?:chosen|picked|selected|preferred) over|(?:cheaper|faster|simpler|better) than|preferred to"
        r"|migrat\w+ (?:away )?from|(?:not|n't|never) (?:\w+ )?(?:us(?:e|es|ing)|need|require|depend on)"
        r"|no longer us(?:es?|ing)))\s+(?:an?\s+|the\s+|any\s+|using\s+)?"
        r"(?:(?:authenticated|separate|dedicated|additional|external|extra|own|user)\s+)?"
        rf"(?:{_NAME}(?:\s*[/+]\s*|,?\s+(?:or|nor)\s+))*[`*\"']*$"
    )


@cache
def _after() -> re.Pattern[str]:
    """What turns down the name, or the list of names, that it follows."""
    others = rf"(?:\s*(?:[/,·]|\bor\b|\band\b|또는|및|나|이나)\s*{_NAME}(?:\s[A-Za-z]+)?)*"
    denied = (
        r"\s+(?:is|are|was|were) (?:not\b|out of scope|excluded|rejected|dropped|forbidden|replaced|removed"
        r"|(?:considered|evaluated|discussed|weighed)(?:,| and| but) (?:then |was )?"
        r"(?:rejected|dropped|not\b|discarded|too )|(?:only )?considered(?=[.;]|$))"
    )
    glossed = rf"(?:\)|\s?\([^()]{{1,40}}\)){others}[`*\"']*{denied}"  # `Social login (OAuth) and SSO are out of scope`
    return regex.compile(
        rf"^[`*\"']*{glossed}|^[`*\"']*{others}[`*\"']*(?:"
        r"\s*\(?(?:is|are|was|were|will be|would be)?\s*(?:not|never)\s+(?:be\s+)?"
        r"(?:used|supported|needed|required|chosen|included|allowed|adopted)\b"
        r"|,?\s+(?:and|but)(?: we)? (?:said no\b|decided (?:not|against)|dropped it|turned it down|rejected it)"
        rf"|{denied}"
        r"|\s*\((?:rejected|excluded|deprecated|alternative|not used|대안|제외|미사용|사용 안 함|불필요)\)"
        r"|(?:\s*(?:등|기반|계열|인증|로그인|방식|연동|기능)(?:의)?){0,2}\s*(?:은|는|이|가|을|를|도|의)?\s*(?:현재\s+)?(?:(?:\S+\s)?(?:범위|대상)에서\s*)?(?:아닌|아니[라고며]|아님|대신|제외|없이|없음|불필요|미사용|금지"
        r"|쓰지|사용하지|사용 안|도입하지|채택하지|검토 후 (?:제외|배제)|고려하지|필요하지|지원하지|필요 ?없|배제"
        r"|비활성화)"
        r"|(?:\s?(?:인증|로그인|방식|기능))?(?:[과와]|,| 및)\s[^.,;]{1,20}[은는을를]\s?"
        r"(?:제외|사용하지|적용하지|도입하지)"
        r"|\s*등(?:의|으로)?\s[^.,]{0,20}(?:변경|교체|전환) ?가능"
        r"|(?: [A-Za-z]\w*)?(?:, [^,.;]{1,16}){0,6}\s?등(?:은|을|는) (?:[가-힣]+ ){0,2}제외"
        r"|에서\s+\S+(?:\s\d\S*)?(?:으?로)\s*(?:전환|이전|마이그레이션|이관|변경|교체)"
        r"|(?:을|를)\s+\S+(?:으?로)\s*(?:대체|교체|전환)"
        r"|(?:와|과|랑) ?비교(?:하|해|할|했)|보다 (?:\S+ ){0,2}(?:저렴|빠르|빠른|낫|나은|싸|우수|간단)| ?대비 "
        r")"
    )


@cache
def _demanded() -> re.Pattern[str]:
    """`no order without Stripe`, `never runs without Redis`: denied twice is asked for."""
    return regex.compile(r"\b(?:no|never|cannot|can't|nothing|not)\b(?: [\w-]+){1,6} without (?:an? |the )?[`*\"']*$")


def is_rejected(text: str, start: int, end: int) -> bool:
    """Whether `text` turns down the name between the offsets."""
    before = text[max(0, start - 80) : start].lower()
    if before and _before().search(before) and not before.rstrip().endswith(("not only", "if not")):
        return _demanded().search(before) is None
    return bool(_after().match(text[end : end + 80]))


@cache
def _aside() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\bout of scope(?: \w+)?|\bnot in scope|\bexcluded|제외|범위 ?(?:밖|외))\)?[*_ ]*[:：][^.;]*$"
    )


@cache
def _later() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:in|for|during) (?:a |the )?(?:future|later|next|subsequent) (?:phase|version|release|iteration)s?\b"
        r"|\bin (?:the )?future(?=\s*(?:[.,;)]|$))|\bfuture (?:(?:migration|move|switch|change)s? to|\w+ support)\b"
        r"|\bfuture (?:extensibility|extensions?|enhancements?|additions?|features?)(?: (?:for|of|like|such as)\b|:)"
        r"|\b(?:recommend|suggest|consider)\w* (?:adding|using|implementing|introducing)\b"
        r"|[-–—(] ?(?:a )?future (?:enhancement|work|feature|release|phase|version|improvement)s?\)?\s*$"
        r"|\((?:future|later|planned|post-MVP|phase [2-9]|coming soon)\)\s*$"
        r"|향후|추후|차기|다음 (?:단계|버전)",
        re.IGNORECASE,
    )


@lru_cache(256)
def _laters(text: str) -> tuple[tuple[int, int], ...]:
    """Where a text tells of what may come; it is asked for each name in it."""
    return tuple(found.span() for found in _later().finditer(text))


def is_later(text: str, start: int, end: int) -> bool:
    """Whether the part of a sentence around a name tells of what may come: `MAY support OAuth in future phases`."""
    for first, last in _laters(text):
        between = text[end:first] if first >= end else text[last:start]
        between = between.partition(")")[2] if "(" not in between.partition(")")[0] and ")" in between else between
        between = regex.sub(r"\([^()]*\)", "", between)
        if last <= start and text[:first].strip("> *_")[-1:] in (".", ""):
            between = regex.sub(r"^[^.,;]{0,12},", "", between)  # `향후 구현으로, `, `In the future, `
        if not regex.search(r"[.,;]", between):
            return True
    return False


def is_set_aside(text: str, start: int) -> bool:
    """Whether the name stands in a list of what is not done: `**Phase 2 (Out of Scope)**: webhooks, MySQL`."""
    return ":" in text[:start] and bool(_aside().search(text[:start].lower()))


@cache
def _lesser() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(
            r"(?:\b(?:test|tests|testing|dev|development|local|locally)\b|테스트|개발|로컬)[\w ]{0,12}[:(]?\s*$",
            re.IGNORECASE,
        ),
        regex.compile(
            r"^[`*\s\d.]*\(?(?:for |in |as )?(?:the )?(?:unit |local )?"
            r"(?:tests?\b|testing|dev\b|development|local\b|in-memory|fallback|(?:파일 )?(?:기반 )?폴백"
            r"|대체용|테스트|개발|로컬|인메모리 (?:DB|데이터베이스)"
            r"|(?:is )?(?:supported |available )?(?:as )?(?:an? )?optional(?:ly)?\b(?! \w+ (?:index|field|column)))",
            re.IGNORECASE,
        ),
    )


def is_lesser(text: str, start: int, end: int) -> bool:
    """Whether the name between the offsets is only for tests or a developer's machine: `SQLite (for tests)`."""
    before, after = _lesser()
    return bool(before.search(text[max(0, start - 30) : start]) or after.match(text[end : end + 40]))


@cache
def _examples() -> re.Pattern[str]:
    return regex.compile(rf"(?:\s?/\s?{_NAME})*\s?(?:등(?![가-힣])|,? etc\b)")


def is_example(text: str, end: int) -> bool:
    """Whether the name that ends there is one of several that stand for any: `운영 DB(PostgreSQL/MySQL 등)`."""
    rest = text[end : end + 60]
    return rest[:1] in ("/", " ") and "(" in text[:end] and _examples().match(rest) is not None


def is_comparison(text: str) -> bool:
    """`Pinecone vs Qdrant` chooses neither; `planned vs. actual cost` compares no names."""
    return " vs" in text and _versus().search(text) is not None


@cache
def _versus() -> re.Pattern[str]:
    return regex.compile(r"[A-Z가-힣][\w.+#-]*[)`*]* vs\.? | vs\.? [(`*]*[A-Z가-힣]")


def is_of_another(before: str) -> bool:
    """Whether what stands behind is what another program is made of: `the agent (FastAPI, port 8000)`."""
    return before[-1:] == "(" and _programs().search(before) is not None


@cache
def _programs() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\b(?:agents?|AI|ML|LLM|model|inference|crawlers?|scrapers?|workers?|embeddings?)"
        r"|에이전트|모델|추론|크롤러|수집기|워커|임베딩)"
        r"(?: ?(?:servers?|services?|layer|engine|서버|서비스|엔진))?[*`]* ?\($",
        re.IGNORECASE,
    )


def is_choice(text: str, named: list[re.Match[str]]) -> bool:
    """`either MongoDB, PostgreSQL, or MySQL`: none of them is chosen."""
    joints = [text[one.end() : after.start()] for one, after in pairwise(named)]
    return all(_joint().fullmatch(one) for one in joints) and _or().fullmatch(joints[-1]) is not None


@cache
def _joint() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(?:,|,? or|,?\s?(?:또는|혹은)|이나|나)\s?[`*]*")


@cache
def _or() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(?:,? or |,?\s?(?:또는|혹은) |이나 |나 )[`*]*")
