"""Whether a sentence about credentials is of calls that the service makes: `the carrier's API uses HTTP Basic`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex

_OWN = (
    r"(?:APIs?|REST|endpoints?|routes?|services?|systems?|servers?|backends?|gateway|app(?:lication)?|us|our|this|all|any"
    r"|every|each|protected|admin|these|it)\b|`?/"
)
"""What somebody calls who calls the service itself."""


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    to = rf"(?!(?:the |an? )?(?:{_OWN}))[\w`]"
    verbs = r"calls?|fetch(?:es)?|quer(?:y|ies)|polls?|pulls?|push(?:es)?|posts?|sends?"
    who = r"(?:it|we|the (?:service|system|backend|server|worker|job))"
    return (
        regex.compile(rf"\b(?!{_OWN})\w+['’]s (?:[\w-]+ )?APIs?\b", re.IGNORECASE),
        regex.compile(
            r"\boutbound\b|\bthird[- ]part(?:y|ies)\b|\bupstream\b|\bexternal (?:API|service|system)s?\b"
            r"|외부 ?(?:API|서비스|시스템|업체)|[가-힣]{1,6}[사청](?:의)? (?:[가-힣\w]+ )?API|연동(?:사|처)",
            re.IGNORECASE,
        ),
        regex.compile(rf"(?:^|[:.;] )[`*\w]{{0,30}}(?:(?i:{who}) )?(?i:{verbs}) {to}"),
        regex.compile(rf"\b(?:authenticat\w+|requests?|calls?|credentials?|basic auth\w*) (?:to|against) {to}", re.I),
        regex.compile(
            rf"\b(?!{_OWN})\w+ (?:is|are) (?:called|queried|polled|reached) (?:with|via|over|using|by)\b", re.I
        ),
        regex.compile(r"\b[A-Z][A-Za-z]+ ?[Cc]lient`?\**:"),
    )


@cache
def _korean() -> re.Pattern[str]:
    return regex.compile(r"\bAPI[를을에] [^.]{0,60}호출(?:한다|합니다|해야|하며|하고| 시|할 때)")


def is_outward(text: str) -> bool:
    """Whether the service is who calls, and somebody else is called."""
    plain = text.strip("-*` ")
    if any(shape.search(plain) for shape in _shapes()):
        return True
    called = _korean().search(plain)
    return called is not None and not regex.has(plain, ("클라이언트", "사용자", "호출자", "파트너"))
