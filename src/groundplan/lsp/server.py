"""The protocol: requests of an editor answered from an `Analysis`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace import PositionCodec

from groundplan._version import __version__
from groundplan.diagnostics import Diagnostic, Edit, order
from groundplan.errors import ConfigError
from groundplan.gate import config
from groundplan.lsp import actions, completion, hover, symbols
from groundplan.lsp.analysis import Analysis, Asked, Hearing
from groundplan.lsp.convert import from_position, to_range
from groundplan.lsp.names import Occurrence
from groundplan.memory import GivenUpError, Memory
from groundplan.source import Span

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_SYMBOLS = {
    "section": types.SymbolKind.Namespace,
    "entity": types.SymbolKind.Class,
    "endpoint": types.SymbolKind.Method,
    "requirement": types.SymbolKind.Key,
}
_CANDIDATES = {
    "type": types.CompletionItemKind.TypeParameter,
    "constraint": types.CompletionItemKind.Keyword,
    "entity": types.CompletionItemKind.Class,
    "role": types.CompletionItemKind.EnumMember,
    "requirement": types.CompletionItemKind.Reference,
    "key": types.CompletionItemKind.Property,
}
_WATCHED = (config.FILE, config.SHARED_FILE, "*.md", "*.apib", "contracts/*")
"""What findings depend on beside the open text: configurations, and the files that make a SPEC with it."""

Place = tuple[Analysis, str, int, int]


class SpecServer(LanguageServer):
    """One server for all SPECs of an editor. `language` is that of messages, the SPEC's when None."""

    def __init__(self, language: str | None = None) -> None:
        super().__init__("groundplan", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Incremental)
        self._language = language
        self._version = 0
        self._asked: dict[str, Asked] = {}
        self._analyses: dict[str, Analysis] = {}
        self._memories: dict[str, Memory] = {}
        self._reading = asyncio.Lock()
        self._turns: dict[str, int] = {}
        self._told: dict[str, set[str]] = {}

    # Texts

    def texts(self) -> dict[str, str]:
        """The texts of open files by path."""
        found = {uris.to_fs_path(uri): document.source for uri, document in self.workspace.text_documents.items()}
        return {path: text for path, text in found.items() if path}

    async def analysis(self, uri: str, soon: Hearing | None = None) -> Analysis | None:
        """What the SPEC of a file says now; None for what is no file. `soon` hears of some findings before.

        It is read beside the loop, which so hears of a change meanwhile: what is read then is given up for the new.
        """
        path = uris.to_fs_path(uri)
        if not path or not uri.startswith("file:"):
            return None
        async with self._reading:  # two at once would only wait for each other
            while path not in self._analyses:
                version = self._version
                with suppress(GivenUpError):
                    analysis = await self._read(path, soon)
                    if self._is_current(version):
                        self._analyses[path] = analysis
                    else:  # somebody types already
                        self._memories.setdefault(path, Memory())
            return self._analyses[path]

    async def _read(self, path: str, soon: Hearing | None = None) -> Analysis:
        """What a SPEC says, with the memory of its last run: the first has none, which would be a third of its time."""
        memory = self._memories.get(path)
        if memory is not None:
            memory.is_wanted = partial(self._is_current, self._version)
        return await asyncio.to_thread((await self._ask(path)).analyse, memory, soon)

    async def _ask(self, path: str) -> Asked:
        """A SPEC as it stands now."""
        asked, version = self._asked.get(path), self._version
        if asked is None:
            asked = await asyncio.to_thread(Asked, path, self.texts(), self._language)
            if self._is_current(version):
                self._asked[path] = asked
        return asked

    async def _remember(self, path: str) -> None:
        """Read again what was told of for the first time, so that the first keystroke finds a memory."""
        async with self._reading:
            if path in self._analyses and path not in self._memories:
                self._memories[path] = Memory()
                with suppress(GivenUpError, ConfigError):
                    await self._read(path)

    async def keep(self, uri: str) -> None:
        """Keep what was found in a SPEC, for when it is opened again."""
        path = uris.to_fs_path(uri) or ""
        if path in self._analyses and path in self._asked:
            await asyncio.to_thread(self._asked[path].keep)

    def _is_current(self, version: int) -> bool:
        return version == self._version

    def outdate(self) -> None:
        """What was read is no longer what stands there."""
        self._version += 1
        self._asked.clear()
        self._analyses.clear()

    async def place(self, uri: str, position: types.Position) -> Place | None:
        """The analysis and where in it a position is."""
        analysis = await self.analysis(uri)
        path = uris.to_fs_path(uri) or ""
        if analysis is None or analysis.source.file(path) is None:
            return None
        return analysis, path, *from_position(position, self.lines(analysis, path), self.codec)

    @property
    def codec(self) -> PositionCodec:
        """The units of the client."""
        return self.workspace.position_codec

    def lines(self, spec: Asked | Analysis, path: str) -> Sequence[str]:
        """The lines of a file, as our columns count them."""
        file = spec.source.file(path)
        return file.lines if file else ()

    def range(self, spec: Asked | Analysis, span: Span) -> types.Range:
        """The range of a span in the units of the client."""
        return to_range(span, self.lines(spec, span.path), self.codec)

    def edit(self, analysis: Analysis, edits: Iterable[Edit]) -> types.WorkspaceEdit:
        """Edits by file."""
        changes: dict[str, list[types.TextEdit]] = {}
        for one in edits:
            made = types.TextEdit(self.range(analysis, one.span), one.text)
            changes.setdefault(_uri(one.span.path), []).append(made)
        return types.WorkspaceEdit(changes=changes)

    # Findings

    async def watch(self) -> None:
        """Ask the client to tell when a configuration changes, or a file that stands beside an open one."""
        workspace = self.client_capabilities.workspace
        watching = workspace.did_change_watched_files if workspace else None
        if watching and watching.dynamic_registration:
            watchers = [types.FileSystemWatcher(f"**/{name}") for name in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.client_register_capability_async(types.RegistrationParams([asked]))

    async def changed(self, *uris: str) -> None:
        """Tell the findings of what stands there now; of what is typed meanwhile another turn tells."""
        self.outdate()
        for uri in uris:
            await self._tell_of(uri)

    async def _tell_of(self, uri: str) -> None:
        turn = self._turns[uri] = self._turns.get(uri, 0) + 1
        try:
            is_new = uri not in self._told
            soonest = await self._tell_soonest(uri)
            analysis = await self.analysis(uri, self._hearing(uri, soonest or []) if is_new else None)
        except ConfigError as fault:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, str(fault)))
            return
        if analysis is not None and self._turns.get(uri) == turn:
            if analysis.found != soonest:
                self._tell(uri, analysis, analysis.found)
            await self._remember(uris.to_fs_path(uri) or "")

    async def _tell_soonest(self, uri: str) -> list[Diagnostic] | None:
        """Of a SPEC that is read for the first time, tell what is known before that: all, or what its outline tells."""
        path, version = uris.to_fs_path(uri), self._version
        if not path or path in self._analyses or path in self._memories:
            return None
        async with self._reading:
            asked = await self._ask(path)
            found = await asyncio.to_thread(asked.remembered)
            if found is not None:
                self._memories.setdefault(path, Memory())
            else:
                found = await asyncio.to_thread(asked.outlined) or None
        if found is None or not self._is_current(version):
            return None
        self._tell(uri, asked, found)
        return found

    def _hearing(self, uri: str, known: list[Diagnostic]) -> Hearing:
        """What tells, besides what is `known`, the findings that the thread which reads has before the others."""
        loop, version = asyncio.get_running_loop(), self._version

        def tell(found: list[Diagnostic]) -> None:
            asked, more = self._asked.get(uris.to_fs_path(uri) or ""), [one for one in found if one not in known]
            if asked is not None and more and self._is_current(version):
                self._tell(uri, asked, order([*known, *more]))

        return lambda found: loop.call_soon_threadsafe(tell, found)

    def _tell(self, uri: str, spec: Asked | Analysis, told: list[Diagnostic]) -> None:
        """Tell the findings of every file of the SPEC, and that those of others are gone."""
        by_path: dict[str, list[Diagnostic]] = {file.path: [] for file in spec.source.files}
        for one in told:
            by_path.setdefault(one.primary.span.path, []).append(one)
        for path in sorted(self._told.get(uri, set()) - by_path.keys()):
            self._publish(spec, path, [])
        for path, found in by_path.items():
            self._publish(spec, path, found)
        self._told[uri] = set(by_path)

    def _publish(self, spec: Asked | Analysis, path: str, found: list[Diagnostic]) -> None:
        diagnostics = [self.diagnostic(spec, one) for one in found]
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(_uri(path), diagnostics))

    def diagnostic(self, spec: Asked | Analysis, one: Diagnostic) -> types.Diagnostic:
        """A finding as the protocol has it."""
        related = [
            types.DiagnosticRelatedInformation(
                types.Location(_uri(label.span.path), self.range(spec, label.span)), label.text or one.message
            )
            for label in one.secondary
        ]
        return types.Diagnostic(
            range=self.range(spec, one.primary.span),
            message=f"{one.message}\n{one.help}" if one.help else one.message,
            severity=_SEVERITIES[one.severity],
            code=one.code,
            source="groundplan",
            related_information=related or None,
        )

    def closed(self, uri: str) -> None:
        """What was told of a closed file's SPEC is no longer known to be true."""
        self.outdate()
        self._turns.pop(uri, None)
        self._memories.pop(uris.to_fs_path(uri) or "", None)
        for path in sorted(self._told.pop(uri, set())):
            if _uri(path) not in self.workspace.text_documents:
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(_uri(path), []))


def _uri(path: str) -> str:
    return uris.from_fs_path(path) or path


def make(language: str | None = None) -> SpecServer:
    """A server with everything that it answers."""
    server = SpecServer(language)
    _follow_texts(server)
    _answer_at_places(server)
    _answer_on_names(server)
    _answer_on_files(server)
    return server


def _follow_texts(server: SpecServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        await server.changed(params.text_document.uri)
        await server.keep(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        await server.changed(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        await server.changed(params.text_document.uri)
        await server.keep(params.text_document.uri)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:  # noqa: ARG001
        await server.watch()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def saved_elsewhere(params: types.DidChangeWatchedFilesParams) -> None:  # noqa: ARG001
        await server.changed(*server.workspace.text_documents)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)


def _answer_at_places(server: SpecServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def on_hover(params: types.HoverParams) -> types.Hover | None:
        place = await server.place(params.text_document.uri, params.position)
        text = hover.hover(*place) if place else ""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text)) if text else None

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=list(">:|-,")))
    async def on_completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        place = await server.place(params.text_document.uri, params.position)
        if place is None:
            return []
        analysis, path, line, column = place
        items = []
        for number, one in enumerate(completion.complete(*place)):
            replaced = server.range(analysis, Span(path, line, one.start, line, column))
            edit = types.TextEdit(replaced, one.text)
            kind = _CANDIDATES[one.kind]
            items.append(types.CompletionItem(one.text, kind=kind, sort_text=f"{number:04}", text_edit=edit))
        return items

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
    async def on_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        analysis = await server.analysis(params.text_document.uri)
        path = uris.to_fs_path(params.text_document.uri) or ""
        if analysis is None:
            return []
        found = actions.actions(analysis, path, params.range.start.line + 1, params.range.end.line + 1)
        return [_action(server, analysis, one) for one in found]


def _action(server: SpecServer, analysis: Analysis, one: actions.Action) -> types.CodeAction:
    return types.CodeAction(
        title=one.title,
        kind=types.CodeActionKind.QuickFix,
        diagnostics=[server.diagnostic(analysis, one.finding)],
        is_preferred=one.preferred,
        edit=server.edit(analysis, one.edits),
    )


def _answer_on_names(server: SpecServer) -> None:
    async def occurrences(uri: str, position: types.Position) -> tuple[Analysis, Occurrence, list[Occurrence]] | None:
        place = await server.place(uri, position)
        name = place[0].name_at(*place[1:]) if place else None
        return (place[0], name, place[0].same(name)) if place and name else None

    def locations(analysis: Analysis, found: Iterable[Occurrence]) -> list[types.Location]:
        return [types.Location(_uri(one.span.path), server.range(analysis, one.span)) for one in found]

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def on_definition(params: types.DefinitionParams) -> list[types.Location]:
        found = await occurrences(params.text_document.uri, params.position)
        return locations(found[0], (one for one in found[2] if one.declares)) if found else []

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def on_references(params: types.ReferenceParams) -> list[types.Location]:
        found = await occurrences(params.text_document.uri, params.position)
        with_declaration = params.context.include_declaration
        return locations(found[0], (one for one in found[2] if with_declaration or not one.declares)) if found else []

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def on_prepare(params: types.PrepareRenameParams) -> types.Range | None:
        found = await occurrences(params.text_document.uri, params.position)
        return server.range(found[0], found[1].span) if found else None

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def on_rename(params: types.RenameParams) -> types.WorkspaceEdit | None:
        found = await occurrences(params.text_document.uri, params.position)
        if not found:
            return None
        analysis, name, all_of_it = found
        return server.edit(analysis, (Edit(one.span, params.new_name) for one in all_of_it if one.name == name.name))


def _answer_on_files(server: SpecServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def on_symbols(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        analysis = await server.analysis(params.text_document.uri)
        path = uris.to_fs_path(params.text_document.uri) or ""
        if analysis is None:
            return []
        return [_symbol(server, analysis, one) for one in symbols.outline(analysis, path)]


def _symbol(server: SpecServer, analysis: Analysis, one: symbols.Symbol) -> types.DocumentSymbol:
    path, line = one.span.path, one.span.line
    lines = server.lines(analysis, path)
    ends = {number: len(lines[number - 1]) + 1 if number <= len(lines) else 1 for number in (line, one.last)}
    whole = server.range(analysis, Span(path, line, 1, one.last, ends[one.last]))
    named = server.range(analysis, Span(path, line, 1, line, ends[line]))
    children = [_symbol(server, analysis, child) for child in one.children]
    return types.DocumentSymbol(one.name, _SYMBOLS[one.kind], whole, named, children=children)
