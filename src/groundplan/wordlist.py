"""What stands between blanks in a long text, each once: it tells soonest that a word stands nowhere in it."""

from __future__ import annotations

from functools import cached_property, lru_cache

LARGE = 60_000
"""Characters of a text that is worth it."""
_ALIKE = dict.fromkeys(range(ord("0"), ord("9") + 1), "0")


class Wordlist:
    """The words of a text, with what stands beside them; a long text has few: a tenth of it is left."""

    def __init__(self, text: str) -> None:
        self.text = "\n".join(dict.fromkeys(text.split()))

    @cached_property
    def _alike(self) -> str:
        """Numbers make most of the difference between words, and no difference to what is looked for."""
        return "\n".join(dict.fromkeys(self.text.translate(_ALIKE).split("\n")))

    def may_have(self, piece: str) -> bool:
        """Whether the parts of a piece of text stand anywhere; they need not stand beside each other."""
        return all(part in self._alike for part in piece.translate(_ALIKE).split())


@lru_cache(8)
def of_lines(lines: tuple[str, ...]) -> Wordlist:
    """Of the lines of a file, in lower case: reading and several rules ask for it, and each of what they look into."""
    return Wordlist("\n".join(lines).lower())
