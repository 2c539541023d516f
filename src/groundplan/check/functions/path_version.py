"""Whether the version of the API stands in its paths, where a style guide wants it there or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("found", "found_ko", "advice", "advice_ko")
OPTIONS = ("want",)

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
    """`want`: path or none. One finding a SPEC, at the base path or the first endpoint that decides it."""
    want, spec = options["want"], facts.spec
    stated = [spec.base_path] if spec.base_path and spec.base_path.origin == "stated" else []
    places = [(one.value, one.span) for one in stated] + [(one.raw or one.path, one.span) for one in spec.endpoints]
    versioned = [span for path, span in places if re.search(_VERSION, path)]
    unversioned = [] if versioned else [span for _, span in places]
    wrong = versioned if want == "none" else unversioned
    for item in items if wrong else ():
        yield item, wrong[0], dict(zip(WORDS, _WORDS[want], strict=True)), ()
