"""How long a language server lets an author wait: a client of the protocol opens a SPEC and types in it."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types
from pygls.lsp.client import LanguageClient

KEYSTROKES = 15
REST = 3.0
"""Seconds in which an author reads before he types: the server remembers the SPEC meanwhile, so the first letter waits
for that alone which is left of it."""


class Wait(NamedTuple):
    """Milliseconds until the findings of a text are told: by the clock, and of the server's CPU."""

    clock: float
    cpu: float


class Session(NamedTuple):
    """The first findings after opening, those after a keystroke (the median), and an answer that needs no reading."""

    opening: Wait
    typing: Wait
    floor: Wait


def measure(command: list[str], path: Path, part: str) -> Session:
    """A session in which letters are typed behind `part` of a line."""
    return asyncio.run(_session(command, path, part))


async def _session(command: list[str], path: Path, part: str) -> Session:
    client = LanguageClient("bench", "1")
    await client.start_io(*command)
    await client.initialize_async(types.InitializeParams(capabilities=types.ClientCapabilities()))
    client.initialized(types.InitializedParams())
    editor = _Editor(client, path, part)
    opening = await editor.open()
    await asyncio.sleep(REST)
    floor = [await editor.ask() for _ in range(KEYSTROKES)]
    typing = [await editor.type() for _ in range(KEYSTROKES)]
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]
    return Session(opening, _middle(typing), _middle(floor))


def _middle(waits: list[Wait]) -> Wait:
    """The median by the clock; the CPU's mean, as the system counts it in ticks of ten milliseconds."""
    return Wait(statistics.median(one.clock for one in waits), statistics.mean(one.cpu for one in waits))


class _Editor:
    def __init__(self, client: LanguageClient, path: Path, part: str) -> None:
        self.client, self.uri, self.version = client, path.as_uri(), 1
        self.text = path.read_text(encoding="utf-8")
        line = next(number for number, words in enumerate(self.text.splitlines()) if part in words)
        self.place = types.Position(line, self.text.splitlines()[line].index(part) + len(part))
        self.told = asyncio.Event()
        client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: self.told.set())  # noqa: ARG005

    async def open(self) -> Wait:
        """Open the file."""
        start = self._now()
        item = types.TextDocumentItem(self.uri, "markdown", self.version, self.text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self._told(start)

    async def type(self) -> Wait:
        """Type a letter."""
        self.version += 1
        start = self._now()
        change = types.TextDocumentContentChangePartial(types.Range(self.place, self.place), "x")
        document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        return await self._told(start)

    async def ask(self) -> Wait:
        """Ask about a file that is none."""
        start = self._now()
        document = types.TextDocumentIdentifier("untitled:none")
        await self.client.text_document_hover_async(types.HoverParams(document, types.Position(0, 0)))
        return self._since(start)

    async def _told(self, start: Wait) -> Wait:
        await asyncio.wait_for(self.told.wait(), 60)
        self.told.clear()
        return self._since(start)

    def _now(self) -> Wait:
        process = self.client._server
        fields = Path(f"/proc/{process.pid if process else 0}/stat").read_text().rpartition(")")[2].split()
        return Wait(time.perf_counter() * 1000, (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK"))

    def _since(self, start: Wait) -> Wait:
        now = self._now()
        return Wait(now.clock - start.clock, now.cpu - start.cpu)
