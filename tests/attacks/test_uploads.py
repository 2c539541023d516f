"""Files that are too large, that are not what they say, or that belong to somebody else: refused, and kept nowhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from groundplan.plan.model.api import Operation
from groundplan.verify.actors import Actor
from groundplan.verify.world import fill
from tests.attacks.target import Target, tenants
from tests.support.projects import Project

pytestmark = [pytest.mark.slow, pytest.mark.cells(files=True)]

BOUNDARY = "attack"
PNG = bytes.fromhex("89504e470d0a1a0a") + b"0123456789"
PAGE = b"<!doctype html><script>alert(document.domain)</script>"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SLOW_CLIENTS = 20


class Sent(NamedTuple):
    """A file as a client describes it; `name` is written as it is, whatever stands in it."""

    content: bytes = PNG
    name: bytes = b"sample.png"
    kind: bytes = b"image/png"
    part: bytes = b"file"

    def written(self) -> bytes:
        head = b'Content-Disposition: form-data; name="%s"; filename="%s"\r\nContent-Type: %s' % (
            self.part, self.name, self.kind,
        )  # fmt: skip
        return b"--%s\r\n%s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), head, self.content)


class Place:
    """Where alice uploads, and what is kept there."""

    def __init__(self, target: Target, project: Project) -> None:
        self.target = target
        self.operation = _of_kind(target, "upload")
        self.alice, self.bob = tenants(target)
        plan = target.stage.world.prepare(self.operation, self.alice)
        self.path, self.fields = plan.path, plan.body
        self.storage: Path = project.folder / "storage"

    def form(self, *files: Sent, more: bytes = b"") -> bytes:
        fields = [
            f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in self.fields.items()
        ]
        return b"".join([*fields, more, *(one.written() for one in files), f"--{BOUNDARY}--\r\n".encode()])

    def headers(
        self, actor: Actor | None = None, kind: str = f"multipart/form-data; boundary={BOUNDARY}"
    ) -> dict[str, str]:
        return {**dict(self.target.stage.cast.headers(actor or self.alice)), "Content-Type": kind}

    def post(self, content: bytes | Iterator[bytes], **more: Any) -> httpx.Response:
        url = self.target.service.url + self.path
        return httpx.post(url, content=content, headers=self.headers(**more), timeout=60, trust_env=False)

    def send(self, *files: Sent) -> httpx.Response:
        return self.post(self.form(*files))

    def stored(self) -> dict[str, Any]:
        answer = self.send(Sent())
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def on(self, kind: str, row: str, actor: Actor | None = None) -> httpx.Response:
        operation = _of_kind(self.target, kind, self.operation.resource)
        path = fill(self.target.stage.cast.path(operation), {one.name: row for one in operation.parameters})
        return httpx.request(
            operation.method, self.target.service.url + path, headers=self.headers(actor), timeout=60, trust_env=False
        )

    def kept(self) -> set[str]:
        return {one.name for one in self.storage.rglob("*") if one.is_file()}


def _of_kind(target: Target, kind: str, resource: str = "") -> Operation:
    return next(
        one for one in target.blueprint.operations if one.kind == kind and (not resource or one.resource == resource)
    )


def test_an_upload_comes_back_for_storing_and_is_shown_by_no_browser(target: Target, project: Project) -> None:
    place = Place(target, project)
    polyglot = PNG + PAGE
    answer = place.send(Sent(content=polyglot, name=b"page.html.png"))
    assert answer.status_code == 201, answer.text
    given = place.on("download", answer.json()["id"])

    assert given.status_code == 200
    assert given.content == polyglot
    assert given.headers["Content-Type"] == "image/png"
    assert given.headers["Content-Disposition"].startswith("attachment;")
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given.headers["Content-Security-Policy"]
    assert "no-store" in given.headers["Cache-Control"]


def test_an_upload_that_is_too_large_is_refused(target: Target, project: Project) -> None:
    place = Place(target, project)
    rule, kept = place.operation.file, place.kept()
    assert rule is not None
    most = rule.max_bytes
    over = place.send(Sent(content=PNG.ljust(most + 1, b" ")))
    told = {**place.headers(), "Content-Length": str(100 * most)}
    lines = [f"POST {place.path} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in told.items()), "", ""]
    with target.connect() as connection:
        connection.sendall("\r\n".join(lines).encode())
        declared = connection.makefile("rb").readline()

    assert over.status_code == 413
    assert b" 413 " in declared
    assert place.kept() == kept


def test_an_upload_without_a_length_is_cut_off(target: Target, project: Project) -> None:
    place = Place(target, project)
    kept = place.kept()
    piece = b"x" * 65_536

    def endless() -> Iterator[bytes]:
        yield place.form(Sent())[: -len(f"\r\n--{BOUNDARY}--\r\n")]
        for _ in range(2 * 1024):
            yield piece

    try:
        status = place.post(endless()).status_code
    except httpx.TransportError:  # it hung up while more was sent: all the better
        status = 413

    assert status in (411, 413)
    assert place.kept() == kept


def test_an_upload_is_what_it_says(target: Target, project: Project) -> None:
    place = Place(target, project)
    kept = place.kept()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("zeros", bytes(2**20))
    lies = {
        "a page called a picture": Sent(content=PAGE),
        "a drawing with a script": Sent(content=DRAWING),
        "a drawing by its name": Sent(content=DRAWING, name=b"x.svg", kind=b"image/svg+xml"),
        "a picture called a page": Sent(name=b"x.html"),
        "a picture sent as a page": Sent(kind=b"text/html"),
        "a page behind two endings": Sent(content=PNG + PAGE, name=b"x.png.html"),
        "a picture called a document": Sent(name=b"x.pdf", kind=b"application/pdf"),
        "an ending behind NUL": Sent(content=PNG + PAGE, name=b"x.png\x00.html"),
        "an archive": Sent(content=archive.getvalue(), name=b"x.zip", kind=b"application/zip"),
        "an archive called a picture": Sent(content=archive.getvalue()),
        "a program": Sent(content=b"\x7fELF" + bytes(60)),
        "bytes called text": Sent(content=b"text\x00\xff", name=b"x.txt", kind=b"text/plain"),
    }
    told = {name: place.send(sent).status_code for name, sent in lies.items()}

    assert set(told.values()) <= {400, 415, 422}, told
    assert place.kept() == kept


NAMES = (
    b"../../escaped.png", b"..\\..\\escaped.png", b"/etc/escaped.png", b"C:\\\\escaped.png", b"..%2f..%2fescaped.png",
    b"%2e%2e/escaped.png", b"....//escaped.png", b"escaped\x00.png", b"\xe2\x80\xaegnp.escaped.png", b".png", b"..png",
    b"\xef\xbc\x8e\xef\xbc\x8e\xef\xbc\x8fescaped.png", b"CON.png", b"x" * 4000 + b".png", b"escaped;rm -rf.png",
    b"$(id).png", b"escaped\\\".png", b"\xff\xfe.png",
)  # fmt: skip


def test_the_name_of_an_upload_is_only_a_text(target: Target, project: Project) -> None:
    place = Place(target, project)
    told = []
    for name in NAMES:
        answer = place.send(Sent(name=name))
        if answer.status_code not in (201, 400, 415, 422):
            told.append(f"{name!r}: {answer.status_code}")
        if answer.status_code != 201:
            continue
        shown = str(answer.json()["file_name"])
        given = place.on("download", answer.json()["id"])
        if any(one in shown for one in "/\\\x00\r\n\u202e") or len(shown) > 255 or given.content != PNG:
            told.append(f"{name!r}: called {shown!r}, {given.status_code}")

    assert not told, "\n".join(told)
    assert not [one for one in project.folder.rglob("*escaped*") if ".venv" not in one.parts]
    assert not Path("/etc/escaped.png").exists()


def test_an_upload_is_one_file_in_one_form(target: Target, project: Project) -> None:
    place = Place(target, project)
    kept, whole = place.kept(), place.form(Sent())
    many = b"".join(Sent(part=b"x%d" % number).written() for number in range(2000))
    fields = b"".join(
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="x{number}"\r\n\r\n1\r\n'.encode()
        for number in range(5000)
    )
    told = {
        "two files": place.send(Sent(), Sent()),
        "another part": place.send(Sent(part=b"other")),
        "a file too many": place.send(Sent(), Sent(part=b"other")),
        "no file": place.post(place.form()),
        "an empty file": place.send(Sent(content=b"")),
        "many files": place.post(place.form(Sent(), more=many)),
        "many fields": place.post(place.form(Sent(), more=fields)),
        "no boundary": place.post(whole, kind="multipart/form-data"),
        "another boundary": place.post(whole, kind="multipart/form-data; boundary=other"),
        "a long boundary": place.post(whole, kind=f"multipart/form-data; boundary={'x' * 5000}"),
        "no end": place.post(whole[: -len(f"\r\n--{BOUNDARY}--\r\n") - 5]),
        "no form": place.post(PNG, kind="image/png"),
        "JSON": place.post(b'{"file": "x"}', kind="application/json"),
        "nothing": place.post(b""),
    }
    statuses = {name: answer.status_code for name, answer in told.items()}

    assert all(400 <= status < 500 for status in statuses.values()), statuses
    assert place.kept() == kept


def test_slow_uploads_keep_nobody_out(target: Target, project: Project) -> None:
    place = Place(target, project)
    lines = [f"POST {place.path} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in place.headers().items())]
    head = "\r\n".join([*lines, "Content-Length: 100000", "", ""]).encode() + place.form(Sent())[:200]
    connections = [target.connect() for _ in range(SLOW_CLIENTS)]
    try:
        for connection in connections:
            connection.sendall(head)
        statuses = [place.send(Sent()).status_code for _ in range(3)]
    finally:
        for connection in connections:
            connection.close()

    assert statuses == [201, 201, 201]


def test_the_upload_of_another_tenant_is_out_of_reach(target: Target, project: Project) -> None:
    place = Place(target, project)
    row, kept = place.stored()["id"], place.kept()
    absent = target.stage.values.uuid()
    told = {
        kind: [
            (one.status_code, _unlike(one))
            for one in (place.on(kind, row, place.bob), place.on(kind, absent, place.bob))
        ]
        for kind in ("download", "read", "delete")
    }
    sent = place.post(place.form(Sent()), actor=place.bob)

    assert all(hidden == gone and hidden[0] == 404 for hidden, gone in told.values()), told
    assert sent.status_code == 404
    assert place.kept() == kept
    assert place.on("download", row).content == PNG


def _unlike(answer: httpx.Response) -> object:
    return {name: value for name, value in answer.json().items() if name != "timestamp"}


def test_an_upload_goes_with_its_row(target: Target, project: Project) -> None:
    place = Place(target, project)
    before = place.kept()
    row = place.stored()["id"]
    during = place.kept()
    gone = place.on("delete", row).status_code

    assert len(during - before) == 1
    assert gone == 204
    assert place.kept() == before
    assert place.on("download", row).status_code == 404
