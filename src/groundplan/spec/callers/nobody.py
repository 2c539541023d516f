"""That no caller is asked who they are: stated none is a fact, as any scheme is."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.paths import mentions

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_WHOLE = frozenset(
    {
        "overview",
        "assumptions",
        "constraints",
        "scope",
        "requirements",
        "stack",
        "architecture",
        "nonfunctional",
        "performance",
        "notes",
        "",
    }
)
_NOT_ASKED = (
    r"인증(?: ?토큰)?(?:이|은|을)? ?(?:없다|없음|하지 않|필요하지 않|필요 ?없|불필요|요구하지 않|요구해서는 안|두지 않"
    r"|적용(?:되어 있)?지 않|적용하지 않|구현(?:되어 있)?지 않|구현하지 않)"
)


@cache
def _section() -> re.Pattern[str]:
    """In an auth section any of these is about the service."""
    words = (
        r"\b(?:no|without) authentication\b(?!(?: is)?(?: \w+){1,2} (?:on|for) (?:this|the [\w/`-]+) endpoint\b)"
        r"|\bno auth (?:layer|system|mechanism|scheme)\b"
        r"|\bdo(?:es)? not (?:provide|offer|support|have)(?: any)? authenticat(?:ion|ed access)\b"
        rf"|\bauth(?:entication)?: none\b|인증(?:이|은|을)? ?없이|인증(?:을|은)? ?(?:제공|지원)하지 않|{_NOT_ASKED}"
    )
    return regex.compile(words, re.IGNORECASE)


@cache
def _service() -> re.Pattern[str]:
    """Elsewhere the sentence must say that it is about the whole service."""
    subject = r"\b(?:api|service|server|backend|application|app|system|endpoints|it)\b[^.;]{0,30}"
    lacks = (
        r"\b(?:(?:has|have|needs?|requires?|uses?|with) no|without"
        r"|(?:do(?:es)?|shall|must|should|will) not (?:have|need|require|use)(?: any)?)"
    )
    state = (
        r"(?: (?:is )?(?:(?:currently|yet) )?(?:required|needed|used|implemented|enforced|in place))?"
        r"(?: (?:in|for) (?:the |this )?(?:v\d\S{0,6}|mvp|feature|phase|(?:first )?(?:version|release)))?"
        r"(?:[*_]*\s?[.;:,(]|[*_]*$)"
    )
    return regex.compile(
        rf"{subject}{lacks} (?:user )?auth(?:entication)?\b"
        rf"|(?:^|\.\s)[\W_]*(?:there is )?no authentication(?:(?:/| or | and )authori[sz]ation)?{state}"
        r"|(?:^|\.\s)[\W_]*no authentication(?:, [\w ]{2,30}){1,4},? or [\w ]{2,30} (?:is |are )?(?:required|needed)"
        r"|\bauthentication is (?:(?:currently )?not (?:(?:currently|yet) )?(?:required|needed|used"
        r"|implemented|enforced)|disabled)(?! (?:for|on|by|in|to)\b)"
        r"|\bno authentication(?: (?:or|and) authori[sz]ation)? is (?:currently |yet )?"
        r"(?:required|needed|implemented|enforced) (?:for|on|at|by) (?:(?:the|this|any|our) )?"
        r"(?:(?:simple|small|public|internal|whole|entire) )?"
        r"(?:API|service|server|application|HTTP layer|endpoints)\b"
        r"|, no authentication is (?:currently |yet )?(?:implemented|enforced)(?:\s?[.;]|$)"
        r"|\b(?:api|service|server|backend|application|app|system|project|demo|mvp|change|feature)\b[^.;]{0,20}"
        r"\b(?:introduces|adds|implements|includes|performs|enforces) no auth(?:entication)?\b"
        r"|\b(?:api|service|server|backend|application|app|system|project|demo|mvp)\b (?:[a-z]+ly )?"
        r"(?:avoids|omits|lacks|leaves out) (?:[a-z]+, ){0,4}(?:and )?authentication(?=[,.;]|$| and | or )"
        r"|무인증(?:으로)? ?(?:공개|배포|API|서비스|운영)"
        rf"|(?:API|서비스|서버|시스템|엔드포인트)(?:는|은|에는|에)? [^.]{{0,12}}{_NOT_ASKED}"
        r"|^[\W_]*인증(?:이|은)? ?(?:없음|없다|불필요)(?:[*_]*\s*[.(,:]|[*_]*$)"
        r"|인증(?:이|은)? ?없이 (?:API|서비스|엔드포인트)(?:를|을)? ?(?:노출|공개|제공|운영|사용)"
        rf"|^[\W_\d]*인증[*_]*: ?[*_]*[^.]{{0,20}}{_NOT_ASKED}"
        r"|(?:API|서비스|엔드포인트)(?:는|은|를|을) (?:별도의? )?인증 ?없이 (?:호출|접근|사용|이용)",
        re.IGNORECASE,
    )


def is_whole(text: str) -> bool:
    """Whether the line says it of the whole service, and not of one endpoint or document."""
    return _service().search(text) is not None and not mentions(text)


def nobody(text: str, region: Region) -> re.Match[str] | None:
    """Where a line says that the service asks nobody; what it says of one endpoint is no fact of the service."""
    if region.kind in ("auth", "security"):
        return _section().search(text)
    if region.kind not in _WHOLE and region.own != "api":
        return None
    found = _service().search(text)
    return None if found is None or mentions(text) else found
