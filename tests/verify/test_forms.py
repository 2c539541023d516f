"""Forms with a file, as the suite sends them."""

from __future__ import annotations

import io
import zipfile
from email import message_from_bytes

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build
from groundplan.plan.model.api import FileType
from groundplan.verify import forms
from tests.read.reading import spec_of

UPLOAD = (
    "# S\n\n## Data model\n### Scan\n- id: uuid, primary key\n- filename: string\n- size: int\n- pages: int\n\n"
    "## API\n- POST /scans uploads a PNG\n- GET /scans\n"
)


def test_a_form_has_its_fields_and_its_file() -> None:
    spec = spec_of(UPLOAD)
    upload, reads = build(spec, decide("-", spec, {})).operations[:2]
    assert forms.is_form(upload, {})
    assert not forms.is_form(reads, {})
    whole = b"Content-Type: " + forms.HEADER[1].encode() + b"\r\n\r\n" + forms.form(upload, {"pages": 3, "new": True})
    pages, new, file = list(message_from_bytes(whole).walk())[1:]
    assert pages.get_payload() == "3"
    assert new.get_payload() == "true"
    assert file.get_filename() == "sample.png"
    assert file.get_content_type() == "image/png"


@pytest.mark.parametrize(
    ("kind", "begins"),
    [
        (FileType(id="image/webp", endings=("webp",), heads=("52494646........57454250",)), b"RIFF\0\0\0\0WEBP"),
        (FileType(id="text/csv", endings=("csv",), text=True), b"one,two"),
    ],
)
def test_a_file_is_of_its_type(kind: FileType, begins: bytes) -> None:
    assert forms.content(kind).startswith(begins)


def test_a_document_has_the_part_that_it_is_known_by() -> None:
    kind = FileType(id="a/b", endings=("docx",), heads=("504b0304",), part="word/document.xml")
    with zipfile.ZipFile(io.BytesIO(forms.content(kind))) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "word/document.xml"]
