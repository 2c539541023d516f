"""The language that a SPEC's prose is in, where it is neither English nor Korean: its words are then not read."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Document, Heading, Item, Paragraph, Text
from groundplan.spec.draft import place
from groundplan.spec.model import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LOOKED_AT = 400
"""Lines of prose of one document: they are of one language or of none."""
_FEWEST = 8
"""Words of a language: a quotation is no document."""
_SCRIPTS = (
    ("Japanese", "\u3041", "\u30ff"),
    ("Chinese", "\u4e00", "\u9fff"),
    ("Russian", "\u0400", "\u04ff"),
    ("Arabic", "\u0600", "\u06ff"),
    ("Thai", "\u0e00", "\u0e7f"),
    ("Hindi", "\u0900", "\u097f"),
)
_COMMON = {
    "English": "the of and to is are a an must shall for with that on when be not this by from",
    "Spanish": "el la los las de que para con una debe como del se por un es al cuando sistema y",
    "French": "le la les des de une est pour dans avec doit que du sur un et aux lorsque système peut",
    "German": "der die das und ist muss mit ein eine für nicht wird werden auf von wenn dem den",
    "Portuguese": "uma não para com deve que do da em os as um é quando ao pelo sistema o",
    "Italian": "il lo gli che per con una deve del della è non un di quando sistema sono e",
    "Dutch": "het een van moet voor met niet zijn en dat wordt op als de systeem bij",
    "Vietnamese": "và của là có cho được người không các khi phải với hệ thống dùng một",
}


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Each common word to the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _COMMON.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


@cache
def _words() -> re.Pattern[str]:
    return regex.compile(r"`[^`]*`|https?://\S+|([^\W\d_]+)")


def foreign(documents: Sequence[Document]) -> tuple[Statement, ...]:
    """The first line of the first document whose prose is in another language, named by it; empty where none is."""
    for document in documents:
        lines = list(islice(_prose(document), _LOOKED_AT))
        language = _language([line.text for line in lines])
        if language:
            first = next((line for line in lines if _language([line.text] * _FEWEST) == language), lines[0])
            return (Statement(first.text, place(document.path, first), language),)
    return ()


def _prose(document: Document) -> Iterator[Text]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Paragraph | Item):
            yield from block.lines


def _language(lines: list[str]) -> str:
    """The one that more lines or words are of than of any other, unless it is one that is read."""
    scripts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for line in lines:
        if not line.isascii():
            scripts.update(_scripts(line))
    words.update(chain.from_iterable(map(_spoken, lines)))
    if scripts["Japanese"] * 3 >= scripts["Chinese"]:
        scripts["Japanese"] += scripts.pop("Chinese", 0)  # titles of two signs have no kana
    script, count = scripts.most_common(1)[0]
    if script != "Korean" and count > scripts["Korean"] and count * 5 >= len(lines) * 2:
        return script
    best, most = words.most_common(1)[0] if words else ("", 0)
    return (
        best if best != "English" and most >= _FEWEST and most > 2 * words["English"] and count * 5 < len(lines) else ""
    )


@lru_cache(4096)
def _spoken(line: str) -> tuple[str, ...]:
    """The languages that common words of a line are of, each as often as it has one."""
    found = (one.group(1) for one in _words().finditer(line.lower()))
    return tuple(language for word in found if word for language in _languages().get(word, ()))


def _scripts(line: str) -> Iterator[str]:
    if any("\uac00" <= letter <= "\ud7a3" for letter in line):
        yield "Korean"
    for name, first, last in _SCRIPTS:
        if any(first <= letter <= last for letter in line):
            yield name
            return
