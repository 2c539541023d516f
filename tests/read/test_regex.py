"""Expressions out of the cache find what those that Python would compile find, and nothing of a SPEC gets in."""

from __future__ import annotations

import marshal
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from groundplan import regex
from groundplan.check.index import fitting
from groundplan.shelf import Shelf, digest_of, packed

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = EXAMPLES.joinpath("tasks", "spec.md").read_text(encoding="utf-8")
SPEC = "# Zzyzx\n\n## API\n- `GET /zzyzx/{zzyzx_id}` Zzyzx\n\n## Data model\n### Zzyzx\n- zzyzx: string(20), required\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty cache, for this process and those that it starts."""
    monkeypatch.setenv("GROUNDPLAN_CACHE", str(tmp_path / "cache"))
    for name in ("_made", "_added", "_needles"):
        monkeypatch.setattr(regex, name, {})
    regex._kept.cache_clear()
    yield tmp_path / "cache"
    regex._kept.cache_clear()


def lint(folder: Path, text: str = SPEC) -> str:
    """What a run of its own says of a SPEC."""
    file = folder / "spec.md"
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "groundplan", "lint", "--no-cache", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def stored(cache: Path) -> Path:
    """The one file of expressions."""
    (file,) = cache.rglob("expressions-*.bin")
    return file


def test_kept_expressions_are_those_of_python(cache: Path, tmp_path: Path) -> None:
    first = lint(tmp_path, EXAMPLE)
    kept = [parts[:2] for _, parts in Shelf(stored(cache)).items()]
    assert len(kept) > 100
    for pattern, flags in kept:
        found, wanted = regex.compile(pattern, flags), re.compile(pattern, flags)
        assert places(found, EXAMPLE) == places(wanted, EXAMPLE), pattern
        assert (found.groups, dict(found.groupindex)) == (wanted.groups, dict(wanted.groupindex))
    assert not regex._added
    assert lint(tmp_path, EXAMPLE) == first


def places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    """Where a pattern finds something in the lines of a text."""
    return [one.span() for line in text.splitlines() for one in pattern.finditer(line)]


TEXTS = (
    "",
    "a",
    "the B must",
    "aBc bca",
    "Kelvin \u212aelvin \u017f \u0130 \u0131 is",
    "가나 다",
    "x1 2.3",
    "ß ẞ É é",
    "é",
)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("flags", [0, re.IGNORECASE, re.IGNORECASE | re.ASCII, re.MULTILINE])
@pytest.mark.parametrize(
    "pattern",
    [
        *(r"\b(?:shall|must)\b", r"\bk", r"(?<=e )b|^a", r"(?<!a)[b-d]+x?", r"(?:x?|y)b", r"x*?[bB]", r"\bi|\bs"),
        *(r"(?:(?i:B)|c)a", r"(?i:(?-i:B)|c)", r"[^a]b", r"\b\w\d", r"(?=b)\w", r"(a)?(?:\1|b)", r"[가-힣]", r"\bé"),
        *(
            r"(?>b|c)a",
            r"b++c?",
            r"",
            r"a*",
            r"\b",
            r"(?!)",
            r"$",
            r"[K-S]i?",
            r"(?a:\W)b",
            r"\bß",
            r"(?:(a)|b)(?(1)B|c)",
        ),
    ],
)
def test_what_a_search_passes_over_is_no_match(pattern: str, flags: int) -> None:
    for text in TEXTS:
        assert places(regex.compile(pattern, flags), text) == places(re.compile(pattern, flags), text)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("letter", ["i", "k", "s", "I", "K", "S", "a", "Z"])
def test_letters_that_are_one_in_any_case(letter: str) -> None:
    every = "".join(map(chr, range(0x2FFF)))
    assert regex.findall(rf"\b{letter}|\B{letter}", every, re.I) == re.findall(letter, every, re.I)


def test_what_every_pattern_finds_something_in_has_one_of_its_needles(cache: Path, tmp_path: Path) -> None:
    lint(tmp_path, EXAMPLE)
    lines = [line for file in sorted(EXAMPLES.glob("**/*.md")) for line in file.read_text("utf-8").splitlines()]
    lines += [changed for line in lines[:400] for changed in (line.upper(), line.title())]
    asked = 0
    for pattern, flags in [parts[:2] for _, parts in Shelf(stored(cache)).items()]:
        search, ways = regex.compile(pattern, flags).search, regex.needles(pattern, flags)
        asked += bool(ways)
        for line in lines if ways else ():
            if search(line):
                assert all(regex.has(line.lower(), way) for way in ways), (pattern, ways, line)
    assert asked > 100


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        (r"\b(?:shall|must) not\b", [(" not",), ("must", "shall")]),
        (r"(?:un)?author(?:is|iz)ed", [("authori",), ("ed",)]),
        (r"[Pp]aid|세금", [("paid", "세금")]),
        (r"(?<=total )\d+|sum", [("sum", "total ")]),
        (r"(?:ab)+c?", [("ab",)]),
        (r"(?:abc)*\d", []),
        (r"(?!abc)\w+|total", []),
        (r"[abc]d", []),
    ],
)
def test_needles_are_the_longest_pieces(pattern: str, ways: list[tuple[str, ...]]) -> None:
    assert [way for way in regex.needles(pattern, re.IGNORECASE) if way] == [tuple(sorted(way)) for way in ways]


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("pattern", [r"\bis\b", r"kelvin|must", r"e?lvin \w", r"(?i)k", r"나 ", r"é", r"ß|the", r""])
def test_many_texts_are_searched_as_each_of_them(pattern: str) -> None:
    many = tuple(f"{text} {number}" for number in range(12) for text in (*TEXTS, "\u0130s", "mu\u017ft", "a\nis\nb"))
    found = [number for number, text in enumerate(many) if re.search(pattern, text, re.IGNORECASE)]
    assert fitting(many, pattern, re.IGNORECASE) == found


A = digest_of("0 a+")


def test_no_word_of_a_spec_is_kept(cache: Path, tmp_path: Path) -> None:
    lint(tmp_path)
    assert b"zzyzx" not in stored(cache).read_bytes().lower()


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"short", b"\xff" * 40, (9).to_bytes(8, "little") + b"no marshal", packed({})[:-1]),
        *((5).to_bytes(8, "little") + marshal.dumps(1), packed({A: ("a+", 0, 32, b"\xff" * 8, 1, {}), b"b": 1})),
        *(packed({A: ("b+", 0, 32, b"\0" * 40, 1, {})}), packed({A: 1})),
        packed({A: ("a+", 0, 32, b"\0" * 40, 1, {}), b"b": 1})[:-30],
    ],
)
def test_a_damaged_cache_costs_time_and_nothing_else(cache: Path, tmp_path: Path, content: bytes) -> None:
    wanted = lint(tmp_path)
    stored(cache).write_bytes(content)
    assert lint(tmp_path) == wanted
    regex._made.clear()
    assert regex.compile("a+").fullmatch("aaa")


def test_a_value_is_read_where_files_can_only_be_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "shelf"
    file.write_bytes(packed({b"a": 1, b"b": "two"}))
    wanted = [(b"a", 1), (b"b", "two")]
    assert list(Shelf(file).items()) == wanted
    monkeypatch.delattr("os.pread")
    assert list(Shelf(file).items()) == wanted
    with pytest.raises(KeyError):
        Shelf(file)[b"c"]
    assert not list(Shelf(tmp_path / "none").items())


def test_groups_have_their_names_and_numbers(cache: Path) -> None:
    regex.compile(r"(?P<year>\d{4})-(\d\d)")
    regex.keep()
    regex._made.clear()
    found = regex.compile(r"(?P<year>\d{4})-(\d\d)").fullmatch("2026-11")
    assert found
    assert (found["year"], found[2], found.lastindex) == ("2026", "11", 2)
    assert stored(cache)


def test_what_is_no_expression_is_refused(cache: Path) -> None:
    with pytest.raises(re.error):
        regex.compile("(")
    assert not cache.exists() or not list(cache.rglob("expressions-*.bin"))
