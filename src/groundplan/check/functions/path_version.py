"""Whether the version of the API stands in its paths, where a style guide wants it there or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "spec"
WORDS = ("found", "found_ko", "advice", "advice_ko")
OPTIONS = ("want",)
PARTS = ("endpoints", "base_path")

_VERSION = r"(?:^|/)v\d+(?:\.\d+)?(?=/|$)"
_WORDS = {
    "none": (
        "the version of the API stands in its paths",
        "API 버전이 경로에 있습니다",
        "leave it out of the paths",
        "경로에서 빼세요",
    ),
    "path": (
        "no version stands in the paths of the API",
        "API 경로에 버전이 없습니다",
        "begin the paths with it: `Base path: /v1`",
        "`기본 경로: /v1`처럼 경로를 버전으로 시작하세요",
    ),
}


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`want`: path, none or one. One finding a SPEC, at the base path or the first endpoint that decides it; of `one`
    a finding at each endpoint whose version is another than that of most.
    """
    want, spec = options["want"], facts.spec
    if want == "one":
        yield from _mixed(items, facts)
        return
    stated = [spec.base_path] if spec.base_path and spec.base_path.origin == "stated" else []
    places = [(one.value, one.span) for one in stated] + [(one.raw or one.path, one.span) for one in spec.endpoints]
    versioned = [span for path, span in places if regex.search(_VERSION, path)]
    unversioned = [] if versioned else [span for _, span in places]
    wrong = versioned if want == "none" else unversioned
    for item in items if wrong else ():
        yield item, wrong[0], dict(zip(WORDS, _WORDS[want], strict=True)), ()


def _mixed(items: Iterable[Item], facts: Facts) -> Iterator[Found]:
    """Two versions that live side by side on purpose are many endpoints each: one in four is the most that is odd."""
    base = facts.spec.base_path
    usual = _version(base.value) if base else ""
    found = facts.each("endpoints", _versions, usual)
    counts = Counter(version for _, version in found)
    most = usual or (counts.most_common(1)[0][0] if counts else "")
    odd = [(one, version) for one, version in found if version != most]
    if not most or len(odd) * _SHARE > len(found):
        return
    for item in items:
        for one, _ in odd:
            words = {"path": f"{one.method} {one.path}", "most": most}
            yield (
                item,
                facts.place(one.span, one.raw or one.path),
                {key: text.format(**words) for key, text in _ODD.items()},
                (),
            )


def _versions(endpoints: Iterable[Endpoint], usual: str) -> Iterator[tuple[Endpoint, str]]:
    return ((one, _version(one.raw or one.path) or usual) for one in endpoints if not _apart().search(one.path))


def _version(path: str) -> str:
    found = regex.search(_VERSION, path.rstrip("."))
    return found.group().strip("/") if found else ""


@cache
def _apart() -> re.Pattern[str]:
    """What stands outside the versions of an API."""
    return regex.compile(
        r"health|live|ready|ping|status|metrics|webhook|callback|well-known|oauth|docs|openapi|internal", re.I
    )


_SHARE = 3
_ODD = {
    "found": "`{path}` is not below `{most}` as the others are",
    "found_ko": "다른 경로는 `{most}` 아래에 있는데 `{path}`만 아닙니다",
    "advice": "give it the version of the others, or say in the text that two are served",
    "advice_ko": "다른 경로와 같은 버전으로 쓰거나 두 버전을 함께 제공한다고 쓰세요",
}
