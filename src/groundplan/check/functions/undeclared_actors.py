"""People who do something in a sentence and are no role of the SPEC: `As a warehouse clerk`, `시스템은 점장만 ...`.

A word is of people by its end (`inspector`, `검수원`), stands where somebody acts, and stands in one line only: what a
SPEC goes on calling somebody is its own word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES, Facts, role
from groundplan.check.functions import Found
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "known", "nearest")
OPTIONS = ()

_FEWEST = 2
"""Roles of a SPEC that lists them."""
_THINGS = (
    "order number folder filter letter counter parameter header server worker scheduler provider container"
    " connector sensor monitor processor error color factor other another either whether never ever after before"
    " under over offer transfer buffer register computer cluster router printer scanner browser paper water"
    " power layer quarter semester chapter voucher newsletter reminder placeholder timer trigger logger handler"
    " controller loader parser renderer compiler adapter wrapper helper trailer poster banner sticker consumer"
    " producer listener observer broker dispatcher identifier modifier indicator calculator mirror vector"
    " generator iterator descriptor instant constant variant grant plant restaurant committee fee coffee"
    " guarantee tier pointer character cover answer summer winter customer user owner caller integer newer older"
    " later former latter fewer longer larger greater lower upper higher proper master center matter manner"
    " corner door floor behavior motor tractor elevator validator orchestrator significant relevant important"
    " redundant dominant tenant degree tree three free agree meter liter dollar together however rather further"
    " docker swagger kafka-consumer super per enter alter render deliver recover consider differ refer prefer"
    " infer defer confer suffer occur for nor or razor author editor bearer carrier barrier visitor newcomer"
)
_NO_PEOPLE = frozenset(_THINGS.split())
_KOREAN_THINGS = (
    "숫자 상자 글자 문자 이자 각자 모자 의자 전자 일자 격자 투자 사용자 소유자 작성자 본인 지원 차원 복원 공원"
    " 병원 학원 자원 단원 정원 회사 검사 공사 조사 인사 행사 복사 심사 이사 본사 지사 기사 매장 시장 공장 저장"
    " 주차장 입장 연장 포장 현장 보장 문장 확장 운동장 확인 승인 로그인 할인 개인 라인 온라인 오프라인 디자인"
    " 원인 메인 매주 이번주 다음주 광주 발생 재생 생생 상대 당사자 각인 체인 도메인 카드사 택배사 결제사 통신사"
    " 배송사 대행사 여행사 출판사 운영사 제조사 고객사 수정자 식별자 구분자 확장자 생성자 기호자 통장 계장 가장"
    " 권장 직장 고장 도장 성장 주장 등장 극장 광장 농장 계산자 연산자 접두자 로그아웃사 역사 영양사 지원자 발표사"
    " 요청자 호출자 승인자 담당자 방문자 인원 총인원 신청인원 모집인원 참가인원 수강인원 대기인원"
)
_NO_KOREAN = frozenset(_KOREAN_THINGS.split())


@cache
def _english() -> re.Pattern[str]:
    ends = "er|or|ist|ant|ian|eer|ee|man"
    whole = "clerk|nurse|chef|cook|guide|coach|pilot|judge|guard|host|patron|guest|staff|student|teacher|agent"
    return regex.compile(rf"((?:[a-z]{{3,}}?(?:{ends})|{whole}))s?$")


@cache
def _korean() -> re.Pattern[str]:
    ends = (
        "자|원|사|장|생|객|님|인|주|지기|니어|매니저|파트너|어드민|게스트|스태프|에이전트|트레이너|코치|튜터|멘토"
        "|리더|에디터"
    )
    return regex.compile(rf"([가-힣]{{1,7}}(?:{ends}))(?:이|가|은|는|만|만이|께서)$")


@cache
def _before() -> re.Pattern[str]:
    """Up to where somebody stands who acts, or is let act."""
    article = r"(?:(?:an?|the|any|every|each|all)\s+)?(?:signed-in\s+|registered\s+|new\s+|logged-in\s+)?"
    return regex.compile(
        rf"(?:(?P<sure>\bas\s+an?\s+(?:\w+\s+)?|\b(?:lets?|allows?|enables?|permits?)\s+(?:only\s+)?{article})"
        rf"|(?:^|[.;:|(]\s*|\b(?:when|if|given|while|where|only)\s+|^\W*)(?:only\s+)?{article})$"
    )


@cache
def _behind() -> re.Pattern[str]:
    """An act: `s shall`, ` reads the`, `, I want`."""
    return regex.compile(
        r"s?,?\s+(?:i\s+(?:want|need|can|would|should)\b|(?:shall|can|may|must|will|should|to)\b|who\b"
        r"|(?!(?:is|was|has|does|its|as|this|us|plus|versus|details|settings|requests|permissions|rights|roles)\b)"
        r"[a-z]+s\b"
        r"|(?:[a-z]+)\s+(?:an?|the|their|its|all|only|any|every)\b)"
    )


@cache
def _korean_before() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^\W*|[.;:|(]\s*|,\s*|(?:when|if|given|while|where|then|만약|시스템은)\s+|[가-힣]+[고며면]\s+)$"
    )


@cache
def _in_clause() -> re.Pattern[str]:
    """`연주자가 쓰지 않는 악기를`: who only tells which thing is meant does nothing in the SPEC."""
    return regex.compile(r"[이가] (?:[가-힣]+ )?[가-힣]*(?:는|던) [가-힣]+(?:을|를) ")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """With the list of roles as the other place."""
    stated = any(one.origin == "stated" for one in facts.spec.roles)
    if len(facts.declared_roles) < _FEWEST or not stated:
        return
    found = [*_english_actors(facts), *_korean_actors(facts)]
    names = sorted(facts.declared_roles.values())
    for item in items:
        for word, line, at in found:
            span = line.span._replace(column=at + 1, end_column=at + 1 + len(word))
            words = {"name": word, "known": ", ".join(names), "nearest": facts.nearest(word, names)}
            yield item, span, words, (facts.spec.roles[0].span,)


def _known(things: frozenset[str], facts: Facts) -> frozenset[str]:
    return things | RELATIVE_ROLES | facts.declared_roles.keys()


def _english_actors(facts: Facts) -> Iterator[tuple[str, Line, int]]:
    for word, line, at in facts.names.strangers(_english(), _known(_NO_PEOPLE, facts)):
        low = line.text.lower()
        subject = _before().search(low[:at])
        acts = subject and (subject["sure"] or _behind().match(low[at + len(word) :]))
        acts = acts and role(word) not in facts.declared_roles  # `administrator` where there is an `admin`
        if acts and not _is_of_list(line, facts) and not facts.names.stands_elsewhere(word, line):
            yield word, line, at


def _is_of_list(line: Line, facts: Facts) -> bool:
    """Whether the line is where a role is told of: `| inspector | Arborist in the field |`."""
    return any((one.span.path, one.span.line) == (line.span.path, line.span.line) for one in facts.spec.roles)


def _korean_actors(facts: Facts) -> Iterator[tuple[str, Line, int]]:
    for word, line, at in facts.names.strangers(_korean(), _known(_NO_KOREAN, facts)):
        names = (role(word), kind_of("people", word), kind_of("roles", word))
        known = any(name in facts.declared_roles for name in names)  # `관리자` where the role is called ADMIN
        if (
            not known
            and not _in_clause().match(line.text[at + len(word) :])
            and _korean_before().search(line.text[:at].lower())
            and not facts.names.stands_elsewhere(word, line)
        ):
            yield word, line, at
