"""The language server, driven by a client of the protocol over a real process."""

from __future__ import annotations

import asyncio
import itertools
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

SPEC = """\
---
id: SPEC-SHOP-001
title: Shop
version: v1
status: draft
---

# Shop

## Requirements

### REQ-001: Orders
WHEN a customer orders 😀 `a book`, the system SHALL answer quickly.

## Data model

### Customer
- id: uuid, primary key
- name: string(80), required

### Order
- id: uuid, primary key
- customer: -> Customer, required
- note:

## API

| Method | Path | Auth | Description |
|---|---|---|---|
| GET | /orders | user | List orders |
| POST | /orders | user | Order a book (REQ-001) |

## Acceptance

### Scenario: Order a book (REQ-001)
- Given a book in stock
- When a customer orders it
- Then the response is 201
"""


CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    )
)


class Editor:
    """One open file, and what the server told of it."""

    def __init__(self, client: LanguageClient, path: Path) -> None:
        self.client, self.path, self.uri, self.version = client, path, path.as_uri(), 1
        self.told: list[list[types.Diagnostic]] = []
        self._news = asyncio.Event()

        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self._told(params))

    def _told(self, params: types.PublishDiagnosticsParams) -> None:
        if params.uri == self.uri:
            self.told.append(list(params.diagnostics))
            self._news.set()

    @property
    def document(self) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(self.uri)

    async def open(self, text: str = "") -> list[types.Diagnostic]:
        text = text or self.path.read_text(encoding="utf-8")
        item = types.TextDocumentItem(self.uri, "markdown", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.news()

    async def type(self, line: int, character: int, text: str, replaced: int = 0) -> list[types.Diagnostic]:
        self.send(line, character, text, replaced)
        return await self.news()

    def send(self, line: int, character: int, text: str, replaced: int = 0) -> None:
        self.version += 1
        place = types.Range(types.Position(line, character), types.Position(line, character + replaced))
        change = types.TextDocumentContentChangePartial(place, text)
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self._news.clear()
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))

    async def saved(self, path: Path, text: str) -> list[types.Diagnostic]:
        """Another file is written, as its editor or git does it."""
        path.write_text(text, encoding="utf-8")
        change = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
        self._news.clear()
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        return await self.news()

    async def news(self) -> list[types.Diagnostic]:
        await asyncio.wait_for(self._news.wait(), 30)
        self._news.clear()
        return self.told[-1]


def edited(tmp_path: Path, scene: Callable[[Editor], Awaitable[None]], text: str = SPEC) -> None:
    """Play a scene in an editor that has the SPEC open."""
    path = tmp_path / "spec.md"
    path.write_text(text, encoding="utf-8")

    async def play() -> None:
        client = LanguageClient("tests", "1")
        await client.start_io(sys.executable, "-m", "groundplan", "lsp", "--stdio")
        watched = asyncio.get_running_loop().create_future()
        client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: watched.set_result(params))
        await client.initialize_async(types.InitializeParams(capabilities=CAPABILITIES))
        client.initialized(types.InitializedParams())
        asked = await asyncio.wait_for(watched, 30)
        assert [one.method for one in asked.registrations] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
        try:
            await scene(Editor(client, path))
        finally:
            await client.shutdown_async(None)
            client.exit(None)
            await client.stop()  # type: ignore[no-untyped-call]

    asyncio.run(play())


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines()) if part in line)


def codes(found: list[types.Diagnostic]) -> list[object]:
    return [one.code for one in found]


def test_findings_come_on_opening_and_go_with_the_keystroke_that_mends(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        first = await editor.open()
        assert "DOC004" in codes(first)
        version = next(one for one in first if one.code == "DOC004")
        assert (version.range.start.line, version.source) == (line_of(SPEC, "version:"), "groundplan")

        after = await editor.type(version.range.start.line, len("version: "), "1.0.0", replaced=2)
        assert "DOC004" not in codes(after)

    edited(tmp_path, scene)


def test_places_are_in_the_units_of_the_client(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        vague = next(one for one in await editor.open() if one.code == "REQ001")
        line = SPEC.splitlines()[line_of(SPEC, "😀")]
        units = len(line[: line.index("quickly")].encode("utf-16-le")) // 2
        assert (vague.range.start.character, vague.range.end.character) == (units, units + len("quickly"))

    edited(tmp_path, scene)


def test_a_mend_is_offered_and_so_is_accepting(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        everything = types.Range(types.Position(0, 0), types.Position(99, 0))
        params = types.CodeActionParams(editor.document, everything, types.CodeActionContext([]))
        actions = await editor.client.text_document_code_action_async(params) or []
        made = {one.title: one for one in actions if isinstance(one, types.CodeAction)}

        mend = made["write `1.0.0`"]
        assert mend.is_preferred
        assert mend.edit
        assert mend.edit.changes
        (edit,) = mend.edit.changes[editor.uri]
        assert edit.new_text == "1.0.0"

        accepted = made["accept `vague-word` here, by a comment"]
        assert accepted.edit
        assert accepted.edit.changes
        (comment,) = accepted.edit.changes[editor.uri]
        after = await editor.type(comment.range.start.line, comment.range.start.character, comment.new_text)
        assert "REQ001" not in codes(after)

    edited(tmp_path, scene)


def test_a_mend_of_whole_lines_is_that_of_the_command_line(tmp_path: Path) -> None:
    text = SPEC.replace("| GET | /orders | user | List orders |\n", 2 * "| GET | /orders | user | List 😀 |\n")
    text = text.replace("### Scenario", "#### Scenario")

    async def scene(editor: Editor) -> None:
        await editor.open(text)
        everything = types.Range(types.Position(0, 0), types.Position(99, 0))
        params = types.CodeActionParams(editor.document, everything, types.CodeActionContext([]))
        actions = await editor.client.text_document_code_action_async(params) or []
        made = {one.title: one.edit for one in actions if isinstance(one, types.CodeAction) and one.is_preferred}
        lines = text.split("\n")
        for title in ("raise the heading with all below it", "remove the line that is there twice"):
            edit = made[title]
            assert edit
            assert edit.changes
            (one,) = edit.changes[editor.uri]
            start, end = one.range.start, one.range.end
            head, tail = lines[start.line][: start.character], lines[end.line][end.character :]
            lines[start.line : end.line + 1] = [head + one.new_text + tail]
        assert "\n".join(lines) == text.replace("####", "###").replace("| GET | /orders | user | List 😀 |\n", "", 1)

    edited(tmp_path, scene, text)


@pytest.mark.parametrize(
    ("part", "word", "told"),
    [
        ("version:", "v1", "**DOC004**"),
        ("- customer:", "customer", "`Order.customer`: -> Customer, required"),
        ("| GET |", "GET", "`GET /orders` [authenticated]"),
        ("WHEN a customer", "customer", "*when* a customer orders"),
        ("### Customer", "Customer", "entity: `Customer`: id, name"),
    ],
)
def test_hover_tells_rules_and_what_was_understood(part: str, word: str, told: str, tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        line = line_of(SPEC, part)
        position = types.Position(line, SPEC.splitlines()[line].index(word) + 1)
        hover = await editor.client.text_document_hover_async(types.HoverParams(editor.document, position))
        assert hover is not None
        assert isinstance(hover.contents, types.MarkupContent)
        assert told in hover.contents.value

    edited(tmp_path, scene)


@pytest.mark.parametrize(
    ("part", "typed", "expected"),
    [
        ("- note:", "- note: da", ["date", "datetime"]),
        ("- note:", "- note: string, re", ["required", "read-only"]),
        ("- note:", "- note: -> Or", ["Order"]),
        ("| GET |", "| GET | /orders | ad", ["admin"]),
        ("- Given", "- Given REQ-", ["REQ-001"]),
        ("status:", "data", ["database"]),
    ],
)
def test_completion_knows_the_place(part: str, typed: str, expected: list[str], tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        line = line_of(SPEC, part)
        await editor.type(line, 0, typed, replaced=len(SPEC.splitlines()[line]))
        params = types.CompletionParams(editor.document, types.Position(line, len(typed)))
        items = await editor.client.text_document_completion_async(params)
        assert isinstance(items, list)
        assert [one.label for one in items] == expected
        edit = items[0].text_edit
        assert isinstance(edit, types.TextEdit)
        assert typed[edit.range.start.character :] == typed[edit.range.start.character : edit.range.end.character]

    edited(tmp_path, scene)


def test_names_are_followed_and_renamed(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        use = types.Position(
            line_of(SPEC, "-> Customer"), SPEC.splitlines()[line_of(SPEC, "-> Customer")].index("Cus") + 2
        )
        defined = await editor.client.text_document_definition_async(types.DefinitionParams(editor.document, use))
        assert isinstance(defined, list)
        assert [one.range.start.line for one in defined if isinstance(one, types.Location)] == [
            line_of(SPEC, "### Customer")
        ]

        id_place = types.Position(line_of(SPEC, "### REQ-001"), 5)
        context = types.ReferenceContext(include_declaration=False)
        uses = await editor.client.text_document_references_async(
            types.ReferenceParams(context, editor.document, id_place)
        )
        assert [one.range.start.line for one in uses or []] == [
            line_of(SPEC, "| POST |"),
            line_of(SPEC, "### Scenario"),
        ]

        renamed = await editor.client.text_document_rename_async(types.RenameParams(editor.document, use, "Client"))
        assert renamed
        assert renamed.changes
        lines = SPEC.splitlines()
        for edit in renamed.changes[editor.uri]:
            line = edit.range.start.line
            assert lines[line][edit.range.start.character : edit.range.end.character] == "Customer"
        assert len(renamed.changes[editor.uri]) == 2

    edited(tmp_path, scene)


def test_the_outline_has_sections_and_what_stands_in_them(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        symbols = await editor.client.text_document_document_symbol_async(types.DocumentSymbolParams(editor.document))
        assert isinstance(symbols, list)
        (shop,) = symbols
        assert isinstance(shop, types.DocumentSymbol)
        assert shop.name == "Shop"
        tree = {child.name: [one.name for one in child.children or []] for child in shop.children or []}
        assert tree["Requirements"] == ["REQ-001 Orders"]
        assert tree["Data model"] == ["Customer", "Order"]
        assert tree["API"] == ["GET /orders", "POST /orders"]

    edited(tmp_path, scene)


def test_a_broken_configuration_is_told_and_not_the_end(tmp_path: Path) -> None:
    (tmp_path / "groundplan.toml").write_text("[lint\n", encoding="utf-8")

    async def scene(editor: Editor) -> None:
        told = asyncio.get_running_loop().create_future()
        editor.client.feature(types.WINDOW_SHOW_MESSAGE)(lambda params: told.set_result(params))
        item = types.TextDocumentItem(editor.uri, "markdown", 1, SPEC)
        editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        message = await asyncio.wait_for(told, 30)
        assert "groundplan.toml:1:6: not TOML" in message.message

        (tmp_path / "groundplan.toml").write_text("[lint]\n", encoding="utf-8")
        assert "REQ001" in codes(await editor.type(0, 3, " "))

    edited(tmp_path, scene)


def test_a_configuration_that_changes_is_heeded_at_once(tmp_path: Path) -> None:
    configuration = tmp_path / "groundplan.toml"
    named = SPEC.replace("- note:\n", "- orderNumber: string(20)\n- paidAt: datetime\n")

    async def scene(editor: Editor) -> None:
        assert "DAT028" not in codes(await editor.open())
        assert "DAT028" in codes(await editor.saved(configuration, '[lint]\nprofile = "zalando"\n'))
        ignored = codes(await editor.saved(configuration, '[lint]\nignore = ["REQ"]\n'))
        assert not {"DAT028", "REQ001"} & {*ignored}
        assert "REQ001" in codes(await editor.saved(configuration, ""))

    edited(tmp_path, scene, named)


def test_a_file_beside_the_open_one_is_read_when_it_is_saved(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        assert "DAT059" in codes(await editor.open())
        model = "# Data model\n\n### Warehouse\n- id: uuid, primary key\n- name: string(80), required\n"
        assert "DAT059" not in codes(await editor.saved(tmp_path / "data-model.md", model))

    edited(tmp_path, scene, SPEC.replace("- note:\n", "- place: -> Warehouse, required\n"))


def test_a_file_that_is_not_saved_yet_has_findings(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        editor.path.unlink()
        assert "DOC004" in codes(await editor.open(SPEC))

    edited(tmp_path, scene)


def test_letters_typed_at_once_are_told_of_as_one_text(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        await editor.open()
        line = line_of(SPEC, "version:")
        for at, letter in enumerate("1.0.0"):
            editor.send(line, len("version: ") + at, letter, replaced=2 if at == 0 else 0)
        while "DOC004" in codes(editor.told[-1]):
            await editor.news()
        hover = types.HoverParams(editor.document, types.Position(line, 1))
        assert await editor.client.text_document_hover_async(hover) is None

    edited(tmp_path, scene)


def test_what_was_found_is_told_at_once_when_the_file_is_opened_again(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        first = await editor.open()
        cache = Path(os.environ["GROUNDPLAN_CACHE"])
        while not any("results" in str(path) for path in cache.rglob("*.bin")):
            await asyncio.sleep(0.05)
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(editor.document))
        assert await editor.news() == []
        assert await editor.open() == first
        editor.send(0, 0, "")
        assert await editor.news() == first  # and nothing was told between

    edited(tmp_path, scene)


def test_of_a_huge_spec_its_outline_is_told_first(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        first = codes(await editor.open())
        assert "DOC004" in first
        assert "API001" not in first
        await _told_in_parts(editor)

    edited(tmp_path, scene, SPEC + 1700 * "\nThe harbour opens quickly.\n")


def test_of_a_long_spec_what_the_first_rules_find_is_told_before_the_rest(tmp_path: Path) -> None:
    async def scene(editor: Editor) -> None:
        assert "REQ001" not in codes(await editor.open())
        await _told_in_parts(editor)

    edited(tmp_path, scene, SPEC + 700 * "\nThe harbour opens quickly.\n")


async def _told_in_parts(editor: Editor) -> None:
    """Nothing is taken back, and wording, of which a longer finding may say all, comes last."""
    while "REQ001" not in codes(editor.told[-1]):
        await editor.news()
    parts = [codes(told) for told in editor.told]
    assert len(parts) > 1
    assert all(set(less) < set(more) for less, more in itertools.pairwise(parts))
