"""Forms with a file: what the suite sends to uploads, a small file of the first type that they take."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model.api import FileType, Operation

_BOUNDARY = "------------------------groundplan"
HEADER = ("Content-Type", f"multipart/form-data; boundary={_BOUNDARY}")
_FILLING = b" and what follows"


def is_form(operation: Operation, body: object) -> bool:
    """Whether an operation takes `body` as a form with a file."""
    return operation.kind == "upload" and operation.file is not None and isinstance(body, dict)


def form(operation: Operation, body: Mapping[str, Any]) -> bytes:
    """The form that says `body` and has a file."""
    pieces = [_part(f'name="{name}"', _text(value)) for name, value in body.items()]
    if operation.file is not None:
        kind = operation.file.types[0]
        head = f'name="{operation.file.part}"; filename="sample.{kind.endings[0]}"\r\nContent-Type: {kind.id}'
        pieces.append(_part(head, content(kind)))
    return b"".join(pieces) + f"--{_BOUNDARY}--\r\n".encode()


def content(kind: FileType) -> bytes:
    """A file of a type."""
    if kind.part:
        return _zip("[Content_Types].xml", kind.part)
    if kind.heads:
        return bytes.fromhex(kind.heads[0].replace("..", "00")) + _FILLING
    return b"one,two\n"


def _part(head: str, value: bytes) -> bytes:
    return f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n"


def _text(value: object) -> bytes:
    return (str(value).lower() if isinstance(value, bool) else str(value)).encode()


def _zip(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "<xml/>")
    return made.getvalue()
