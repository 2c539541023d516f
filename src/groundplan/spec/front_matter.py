"""Front matter, read as `key: value` lines: a sixth of real ones are not YAML (`author: @name`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import FrontMatter, Heading, Item, Paragraph, Text
from groundplan.grammar import compact
from groundplan.spec.draft import place
from groundplan.spec.model import AuthStatement, Fact, Language, Meta
from groundplan.spec.text.words import bare, heading, is_korean, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.document import Document
    from groundplan.source import Span
    from groundplan.spec.draft import Draft

Fields = list[tuple[str, str, "Span"]]

_ID_KEYS = ("id", "spec_id", "spec-id")
_STACK = {
    "stack.framework": "frameworks",
    "framework": "frameworks",
    "stack.database": "databases",
    "database": "databases",
    "stack.cache": "caches",
    "stack.language": "languages",
    "language": "languages",
}
_AUTH = frozenset(
    f"{where}{word}{what}"
    for where in ("", "stack.", "security.")
    for word in ("auth", "authentication")
    for what in ("", ".scheme", ".type", ".method")
)
_LONGEST = 4
"""Words of a scheme."""
_SETTINGS = ("api.", "pagination", "errors")


def read(documents: Sequence[Document], draft: Draft) -> Meta:
    """Meta of the first document; facts of every front matter go into the draft."""
    fields: Fields = []
    notes: dict[str, str] = {}
    first = documents[0] if documents else None
    for document in documents:
        block = document.blocks[0] if document.blocks else None
        if isinstance(block, FrontMatter):
            found, comments = _fields(block, document.path)
            if document is first:
                fields, notes = found, comments
            _facts(found, comments, draft)
    if first is None:
        raise ValueError("a SPEC has at least one document")
    return _meta(first, fields, bool(notes) or bool(fields), documents)


def _fields(block: FrontMatter, path: str) -> tuple[Fields, dict[str, str]]:
    """Flattened keys (`stack.framework`) with values, and the comment behind each."""
    fields: Fields = []
    comments: dict[str, str] = {}
    parents: list[tuple[int, str]] = []
    for text in block.lines:
        if not text.text or text.text.startswith("#"):
            continue
        if text.text.startswith("- "):
            _append(fields, parents, text)
            continue
        key, separator, rest = text.text.partition(":")
        if not separator or not key.strip():
            continue
        while parents and parents[-1][0] >= text.column:
            parents.pop()
        name = ".".join([*(parent for _, parent in parents), key.strip().strip("\"'")])
        value, comment = _value(rest)
        fields.append((name, value, place(path, text)))
        comments[name] = comment
        parents.append((text.column, key.strip()))
    return fields, comments


def _append(fields: Fields, parents: list[tuple[int, str]], text: Text) -> None:
    """An item of a block list joins the value of its key."""
    if fields and parents:
        name, value, span = fields[-1]
        item = _value(text.text[2:])[0]
        fields[-1] = (name, f"{value}, {item}" if value else item, span)


def _value(rest: str) -> tuple[str, str]:
    text = rest.strip()
    if text.startswith(('"', "'")) and text.find(text[0], 1) > 0:
        end = text.index(text[0], 1)
        return text[1:end], text[end + 1 :].strip().lstrip("#").strip()
    value, _, comment = text.partition(" #")
    return value.strip().strip("[]"), comment.strip()


def _facts(fields: Fields, comments: dict[str, str], draft: Draft) -> None:
    for name, value, span in fields:
        if not value:
            continue
        target = _STACK.get(name)
        if target and not (name == "language" and len(value) == 2):
            strength = "should" if "should" in comments.get(name, "").lower() else "must"
            for one in value.split(","):
                getattr(draft, target).append(_fact(one.strip(), span, strength))
        elif name in _AUTH:
            _auth(value, span, draft)
        elif name.startswith(_SETTINGS):
            draft.settings.append(Fact(f"{name}={value}", span))
        elif name in ("base_path", "api.base_path"):
            draft.base_paths.append(Fact(value, span))


def _auth(value: str, span: Span, draft: Draft) -> None:
    """`session, api_key`, `JWT (HS256)`: the schemes that are named; a word that names none is left to deciding."""
    for piece in regex.compile(r"[,+/&]|\band\b|와 |과 | 및 ").split(value):
        words = bare(piece).split()[:_LONGEST]
        prefixes = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        scheme = next((known for one in prefixes if (known := kind_of("auth_schemes", one))), "")
        if scheme:
            draft.auth.append(AuthStatement(scheme, span))  # type: ignore[arg-type]
            draft.nobody += [span] if scheme == "none" else []


def _fact(value: str, span: Span, strength: str) -> Fact:
    from groundplan.spec.system.stack import canonical

    name, version = canonical(value)
    return Fact(name, span, strength="should" if strength == "should" else "must", version=version)


def _meta(document: Document, fields: Fields, has_matter: bool, documents: Sequence[Document]) -> Meta:
    values = {name: value for name, value, _ in reversed(fields)}
    title = values.get("title", "") or _own_title(document)
    identifier = next((values[key] for key in _ID_KEYS if values.get(key)), "")
    if not identifier:
        identifier = _leading_id(_title(document))
    return Meta(
        identifier,
        title,
        values.get("version", ""),
        values.get("status", ""),
        _language(values.get("lang", ""), documents),
        _dialect(documents),
        _span(document),
        tuple(fields),
        has_matter,
    )


def _title(document: Document) -> str:
    for block in document.blocks:
        if isinstance(block, Heading):
            return bare(block.text.text).partition(" [/")[0]
    return ""


_GENERIC = (
    "requirements",
    "design",
    "requirementsdocument",
    "designdocument",
    "specification",
    "spec",
    "technicaldesign",
    "technicaldesigndocument",
    "요구사항",
    "요구사항문서",
    "요구사항명세서",
    "설계",
    "설계문서",
    "기술설계문서",
)


def _own_title(document: Document) -> str:
    """The title, or the name of the file or folder where the title only says that it is a document."""
    title = _title(document)
    if title and compact(heading(title)[0]) not in _GENERIC:
        return title
    parts = document.path.rsplit("/", 2)
    stem = parts[-1].removesuffix(".md")
    for ending in ("requirements", "design", "spec", "tasks"):
        stem = stem.removesuffix(ending).rstrip("-_")
    return (stem or (parts[-2] if len(parts) > 1 else "")).replace("-", " ").replace(
        "_", " "
    ).strip().capitalize() or title


def _leading_id(title: str) -> str:
    """`SPEC-X-001: Title` begins with an id."""
    word = title.split(":")[0].strip()
    return word if "-" in word and " " not in word and any(letter.isdigit() for letter in word) else ""


def _span(document: Document) -> Span:
    for block in document.blocks:
        if isinstance(block, Heading):
            return document.span(block.text)
    return document.span(Text("", 1, 1))


def _language(stated: str, documents: Sequence[Document]) -> Language:
    if stated[:2] in ("en", "ko"):
        return "ko" if stated.startswith("ko") else "en"
    lines = [text for document in documents for text in _prose(document)]
    korean = 0 if "".join(lines).isascii() else sum(map(is_korean, lines))
    return "ko" if lines and 3 * korean >= len(lines) else "en"


def _prose(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield block.text.text
        elif isinstance(block, Paragraph | Item):
            for line in block.lines:
                yield line.text


def _dialect(documents: Sequence[Document]) -> str:
    names = {document.path.rsplit("/", 1)[-1].lower() for document in documents}
    if any(name.endswith(("requirements.md", "design.md")) for name in names):
        return "kiro"
    return "do" if ".do/specs/" in documents[0].path or len(names) > 1 else "canonical"
