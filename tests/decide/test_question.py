"""The answer is one line of the SPEC; everything else stays byte for byte."""

from __future__ import annotations

import pytest

from groundplan.decide import decide
from groundplan.decide.evidence import Evidence
from groundplan.decide.question import question, with_answer
from tests.decide.specs import fact, spec

ANSWER = b"framework: fastapi  # answered"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# T\n", b"---\nstack:\n  " + ANSWER + b"\n---\n\n# T\n"),
        (b"", b"---\nstack:\n  " + ANSWER + b"\n---\n\n"),
        (b"\xef\xbb\xbf# T\r\nx\r\n", b"\xef\xbb\xbf---\r\nstack:\r\n  " + ANSWER + b"\r\n---\r\n\r\n# T\r\nx\r\n"),
        (b"---\nid: X\n---\n# T", b"---\nid: X\nstack:\n  " + ANSWER + b"\n---\n# T"),
        (b"---\r\nid: X\r\n---\r\n", b"---\r\nid: X\r\nstack:\r\n  " + ANSWER + b"\r\n---\r\n"),
        (b"---\nstack:\n    database: x\n---\n", b"---\nstack:\n    " + ANSWER + b"\n    database: x\n---\n"),
        (
            b"---\nstack:\n # c\n   database: x\n   framework:\nid: X\n---\n",
            b"---\nstack:\n # c\n   database: x\n   " + ANSWER + b"\nid: X\n---\n",
        ),
        (b"---\nstack: {database: x} # c\n---\n", b"---\nstack: {database: x} # c\nstack." + ANSWER + b"\n---\n"),
        (b"---\nstack.framework: koa\n---\n", b"---\nstack." + ANSWER + b"\n---\n"),
        (b"---\nstack: # soon\n---\n", b"---\nstack: # soon\n  " + ANSWER + b"\n---\n"),
        (b"---\nauthor: @x\n\r\n\xff\n---\nb\r\n", b"---\nauthor: @x\n\r\n\xff\nstack:\n  " + ANSWER + b"\n---\nb\r\n"),
    ],
)
def test_the_answer_is_written(before: bytes, after: bytes) -> None:
    assert with_answer(before, "fastapi") == after


@pytest.mark.parametrize("answer", ["rails", "fastapi\n---", "", "../x"])
def test_only_a_candidate_is_an_answer(answer: str) -> None:
    with pytest.raises(ValueError, match="no framework"):
        with_answer(b"# T\n", answer)


def test_there_is_a_question_only_when_nothing_decides() -> None:
    asked = question(decide(spec(), Evidence(), {}))
    assert asked is not None
    assert [one.title for one in asked.choices] == ["FastAPI", "Express", "NestJS", "Spring Boot"]
    assert len(asked.others) == 16
    assert question(decide(spec(frameworks=(fact("Gin"),)), Evidence(), {})) is None


def test_a_known_language_offers_its_best_four() -> None:
    asked = question(decide(spec(languages=(fact("TypeScript"),)), Evidence(), {}))
    assert asked is None or {one.id for one in asked.choices} <= {"nestjs", "express", "fastify", "koa", "sails"}
