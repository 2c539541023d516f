"""A malformed rule file is refused when rules are compiled, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.check.schema import compile_rules
from groundplan.errors import ResourceError

GOOD = """\
id: TST001
name: no-title
severity: warning
tags: [test]
since: 0.1.0
node: endpoint
check: {kind: missing, fields: [summary]}
message: {en: "no summary at {path}", ko: "{path} 설명 없음"}
help: {en: add one, ko: 추가하세요}
why: {en: people read it, ko: 사람이 읽습니다}
source: our own
"""
LEXICON = "id: test\nskip: none\nen: {words: [soon]}\nko: {}\n"


def compile_one(folder: Path, text: str, name: str = "TST001-no-title.yaml") -> None:
    rule, lexicon = folder / name, folder / "test.yaml"
    rule.write_text(text, encoding="utf-8")
    lexicon.write_text(LEXICON, encoding="utf-8")
    compile_rules([rule], [lexicon])


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("since: 0.1.0", "since: 0.1.0\nseverty: error", 6, "severty"),
        ("severity: warning", "severity: fatal", 3, "severity"),
        ("kind: missing", "kind: lacking", 7, "lacking"),
        ("fields: [summary]", "fields: [sumary]", 7, "has no sumary"),
        ("fields: [summary]", "fields: [access.who]", 7, "has no access.who"),
        ("node: endpoint", "node: route", 6, "expected one of"),
        ('{path}", ko', '{pth}", ko', 8, "unknown placeholder pth"),
        ("no summary", "No summary", 8, "lowercase"),
        ("ko: 추가하세요", "ko: ''", 9, "help.ko is empty"),
        ("kind: missing, fields: [summary]", "kind: function, name: gone", 7, "there is no function gone"),
        ("kind: missing, fields: [summary]", "kind: lexicon, lists: [gone]", 7, "expected names among test"),
        ("kind: missing, fields: [summary]", "kind: pattern, field: path", 7, "either require or forbid"),
        ("id: TST001", "id: TST002", 1, "should be named"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD

    with pytest.raises(ResourceError) as caught:
        compile_one(tmp_path, GOOD.replace(old, new))

    assert str(caught.value).startswith(f"TST001-no-title.yaml:{line}: ")
    assert says in str(caught.value)


def test_functions_and_lists_that_no_rule_uses_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="function unused: access_unstated"):
        compile_one(tmp_path, GOOD)
