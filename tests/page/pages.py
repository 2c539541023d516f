"""Pages of the SPECs that the tests of the page look at."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from groundplan import pipeline
from groundplan.cli._linting import rule_texts
from groundplan.report import Options, page
from tests.conftest import ROOT

HOSTILE = Path(__file__).parent / "hostile" / "in.md"
CASES = {
    "tasks": ROOT / "examples" / "tasks",
    "bookstore-ko": ROOT / "examples" / "bookstore-ko",
    "hostile": HOSTILE,
}


def made(spec: Path, language: str | None = None) -> str:
    """The page of a SPEC, as the command makes it without a configuration."""
    understood = pipeline.understand(str(spec), language)
    decisions = pipeline.decide(str(spec), understood.spec, {})
    options = Options(language or understood.spec.meta.language)
    options = options._replace(rules=rule_texts(options.language))
    plan = pipeline.plan(understood, decisions)
    return page.render(page.of_spec(understood.diagnostics, understood.source, options, understood.spec, plan))


class Elements(HTMLParser):
    """Every element of a page with its attributes, and all text outside of style and script."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._raw = ""
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("style", "script"):
            self._raw = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw:
            self._raw = ""

    def handle_data(self, data: str) -> None:
        if self._raw:
            self.raw[self._raw] = self.raw.get(self._raw, "") + data
        else:
            self.words.append(data)

    def all(self, *tags: str) -> list[dict[str, str]]:
        """The attributes of all elements of these tags; of all elements where none is named."""
        return [attributes for tag, attributes in self.elements if not tags or tag in tags]
