"""The page as HTML: templates that escape all they are given, one style, one script, and nothing from elsewhere.

The policy in the page's head allows its own style and script by their hashes and nothing else: were text of a SPEC
ever to become markup, it still could not run, load or send anything.
"""

from __future__ import annotations

from base64 import b64encode
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from groundplan import catalogue, resources
from groundplan.report.width import shown

if TYPE_CHECKING:
    from groundplan.report.page.view import Page

MARK = "groundplan:report"
"""What the first line of every page of ours contains: only such files are ever written over."""


def render(page: Page) -> str:
    """The whole page, ending in a newline."""
    folder = resources.folder("rules", "report")
    style, script = (folder.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "script.js"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("page.html.j2").render(
        page=page,
        mark=MARK,
        t=partial(_words, page.language),
        style=Markup(style),  # noqa: S704 - ours, as is the script
        script=Markup(script),  # noqa: S704
        icon=_data(folder.joinpath("icon.svg").read_bytes()),
        policy=policy(style, script),
    )


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page that holds this style and this script."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _words(language: str, key: str, **values: object) -> str:
    """A sentence of the catalogue, `page.` understood where the key has no point."""
    return catalogue.text(key if "." in key else f"page.{key}", language, **values)


def _plain(value: object) -> object:
    """Text of strangers without marks that turn its direction, and without characters that UTF-8 cannot hold."""
    return shown(value) if type(value) is str else value


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _data(image: bytes) -> str:
    return f"data:image/svg+xml;base64,{b64encode(image).decode()}"
