"""What SPECs say of files: sizes, types, parts of forms, and what is said where no row keeps one."""

from __future__ import annotations

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build, problems
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.operations import files
from tests.plan import handmade
from tests.read.reading import spec_of

PNG, JPEG, PDF = "image/png", "image/jpeg", "application/pdf"
DEFAULT = (PNG, JPEG, "image/gif", "image/webp", PDF)
PICTURES = (PNG, JPEG, "image/gif", "image/webp")


def _plan(line: str, requirement: str = "", fields: str = "- filename: string\n- size: int\n") -> Blueprint:
    said = f"## Requirements\n### REQ-1: Files\n{requirement}\n\n" if requirement else ""
    spec = spec_of(
        f"# S\n\n{said}## Data model\n### Scan\n- id: uuid, primary key\n{fields}- note: string(50)\n\n"
        f"## API\n- POST /scans {line}\n- GET /scans/{{id}}\n- GET /scans/{{id}}/file\n- DELETE /scans/{{id}}\n"
    )
    return build(spec, decide("-", spec, {}))


STATED = [
    ("uploads a PNG or JPEG of at most 5 MB", "", (PNG, JPEG), 5_000_000),
    ("uploads a file", "", DEFAULT, 0),
    ("uploads a picture up to 512 KiB", "", PICTURES, 524_288),
    ("uploads a file, 1.5 MB", "", DEFAULT, 1_500_000),
    ("uploads a file. SVG files are rejected.", "", DEFAULT, 0),
    ("uploads a file. Files that are not PDF are rejected.", "", (PDF,), 0),
    ("uploads a scan", "WHEN a user uploads a scan, the system SHALL accept PDF of at most 20 MB.", (PDF,), 20_000_000),
    ("takes a scan", "WHEN a user uploads a scan, the system SHALL accept PDF.", (PDF,), 0),
    ("uploads a PNG", "WHEN a user uploads a scan, the system SHALL accept PDF up to 2 MB.", (PNG,), 2_000_000),
    ("PDF \uc5c5\ub85c\ub4dc, \ucd5c\ub300 10MB", "", (PDF,), 10_000_000),
    (
        "\uc774\ubbf8\uc9c0 \ud30c\uc77c\uc744 \uc62c\ub9b0\ub2e4, 3\uba54\uac00\ubc14\uc774\ud2b8 \uc774\ud558",
        "",
        PICTURES,
        3_000_000,
    ),
]


@pytest.mark.parametrize(("line", "requirement", "types", "limit"), STATED)
def test_what_an_upload_takes(line: str, requirement: str, types: tuple[str, ...], limit: int) -> None:
    made = next(one for one in _plan(line, requirement).operations if one.method == "POST")
    assert made.kind == "upload"
    assert made.media_type == "multipart/form-data"
    assert made.file is not None
    assert tuple(one.id for one in made.file.types) == types
    assert made.file.max_bytes == limit
    assert {400, 413, 415, 422} <= {one.status for one in made.errors}
    assert ("REQ-1" in made.requirements) is bool(requirement)


LOOK_ALIKES = [
    ("makes a scan", "", ""),
    ("uploads a scan", "- pages: int\n", "PLN033"),
    ("uploads a DOC or HWP file", "- filename: string\n- size: int\n", "PLN034"),
    ("notes the file of a scan", "- filename: string\n- size: int\n", ""),
    ("uploads a scan", "- filename: string\n- pages: int\n", "PLN033"),
    ("uploads a scan", "- name: string\n- size: enum(small, large)\n", "PLN033"),
]


@pytest.mark.parametrize(("line", "fields", "code"), LOOK_ALIKES)
def test_what_takes_no_file_and_is_told_where_it_should(line: str, fields: str, code: str) -> None:
    made = _plan(line, fields=fields)
    assert [one.kind for one in made.operations if one.method == "POST"] == ["create"]
    assert "download" not in [one.kind for one in made.operations]
    assert [one.code for one in problems(made) if one.code in ("PLN033", "PLN034")] == ([code] if code else [])


def test_the_server_keeps_what_tells_of_a_file() -> None:
    scan = next(one for one in _plan("uploads a scan").resources if one.name.pascal == "Scan")
    assert scan.file is not None
    kept = [scan.field(name) for name in (scan.file.name, scan.file.type, scan.file.size, scan.file.key)]
    assert [one.column for one in kept] == ["filename", "file_type", "size", "file_key"]
    assert all(one.server and not one.nullable for one in kept)
    assert [one.hidden for one in kept] == [False, True, False, True]
    assert not scan.field("note").server


def test_the_part_of_the_form_is_the_one_that_the_body_states() -> None:
    stated = tuple(handmade.field(text) for text in ("note: string", "image: binary"))
    endpoint = handmade.endpoint("POST /scans", request=stated)
    assert files.part(endpoint) == "image"
    assert [one.name for one in files.beside(endpoint).request or ()] == ["note"]
    assert files.part(handmade.endpoint("POST /scans")) == "file"
