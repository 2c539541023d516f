"""Things that are made and removed in a sentence and are no entity: `add, change and remove tariffs`, `쿠폰을 관리`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "known", "nearest")
OPTIONS = ()

_FEWEST = 2
_SHOWN = 8
_VERBS = ("add", "create", "register", "remove", "delete", "manage", "maintain", "archive", "approve")
_KOREAN_VERBS = ("등록", "생성", "추가", "관리", "삭제", "발급")
_COMMON = (
    "account user data record row entry item change request session token password key file image photo link"
    " copy list report access cache log message notification filter index permission role setting value field"
    " name title status order one another more content information detail attempt error version backup job task"
    " service system site platform app application"
    " thing object resource them they those these itself everything anything nothing connection header cookie"
    " address email time date number amount line page part step rule limit set group type"
    " 내용 정보 기록 목록 상태 파일 이미지 사진 계정 비밀번호 설정 권한 토큰 데이터 이력 자료 항목 요청 결과"
    " 아이템 서비스 시스템 사이트 플랫폼"
    " 시간 날짜 수량 개수 비용 세션 로그 캐시 값 이름 제목 주소 번호 알림 메시지 그것 이것 모두 전체 하나"
    " 것 자신 재고 수 링크 글 행 연락처 회원 사용자"
)
_GENERIC = frozenset(_COMMON.split())


@cache
def _before() -> re.Pattern[str]:
    """Up to the object of a verb, or to the second one: `add a label and a`."""
    verbs = "|".join(_VERBS)
    articles = r"(?:(?:an?|the|any|all|new|their|its|own|each|every|other|his|her) )*"
    return regex.compile(
        rf"(?<!on )\b(?:{verbs})(?:e?s)?(?:,? (?:and |or )?(?:change|update|edit|rename|{verbs})s?)* {articles}"
        rf"(?:[a-z-]+(?:,| and| or)+ {articles})?$"
    )


@cache
def _behind() -> re.Pattern[str]:
    return regex.compile(
        r"[.,;:)|]| [|]|$| (?:and|or|of|in|for|to|with|from|by|on|at|when|if|that|which|through|only|within|before)\b"
    )


@cache
def _korean_behind() -> re.Pattern[str]:
    return regex.compile(rf"(?:을|를) (?:[가-힣]+ )?(?:{'|'.join(_KOREAN_VERBS)})(?:하|한|할|해|·|,)")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of words that only one line has, in a SPEC that states its entities."""
    plain = facts.names.entities
    if len(plain) < _FEWEST:
        return
    names = [one.name for one in plain]
    for item in items:
        for name, line, at in _strange(facts):
            span = line.span._replace(column=line.span.column + at, end_column=line.span.column + at + len(name))
            words = {"name": name, "known": ", ".join(names[:_SHOWN]), "nearest": facts.nearest(name, names)}
            yield item, span, words, (plain[0].span,)


def _strange(facts: Facts) -> Iterator[tuple[str, Line, int]]:
    names = facts.names
    for word, line, at in names.strangers(regex.compile(r"([a-z][a-z-]{3,})$"), _GENERIC):
        low, one = line.text.lower(), singular(word)
        is_object = _before().search(low[:at]) and _behind().match(low[at + len(word) :])
        if is_object and one not in _GENERIC and not names.stands_elsewhere(one, line) and not names.in_model(word):
            yield word, line, at
    for word, line, at in names.strangers(regex.compile(r"([가-힣]{2,8})(?:을|를)$"), _GENERIC):
        is_object = _korean_behind().match(line.text[at + len(word) :])
        if is_object and not names.stands_elsewhere(word, line) and not names.in_model(word):
            yield word, line, at
