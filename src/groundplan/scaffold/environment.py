"""The Jinja environment of a scaffold: strict, deterministic, compiled once, sandboxed for scaffolds of others.

SPEC text enters templates only as values and is never compiled, so `{{ }}` in it is text.
"""

from __future__ import annotations

import marshal
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, BytecodeCache, Environment, StrictUndefined, TemplateNotFound, __version__
from jinja2.sandbox import ImmutableSandboxedEnvironment

from groundplan import resources
from groundplan._version import __version__ as own_version
from groundplan.resources import blake2b

if TYPE_CHECKING:
    from jinja2.bccache import Bucket

    from groundplan.scaffold.library import Scaffold

PATH = "path:"
"""Prefix of template names that are their own text: paths, compiled and cached like templates."""

_UNSTEADY = ("random", "lipsum")


class Templates(BaseLoader):
    """Templates in memory, under the names of `scaffold.templates`."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Any]:  # noqa: ARG002
        """The text of a template; its name stands for its file in error messages."""
        text = template.removeprefix(PATH) if template.startswith(PATH) else self._texts.get(template)
        if text is None:
            raise TemplateNotFound(template)
        return text, template, None

    def list_templates(self) -> list[str]:
        """The names, sorted."""
        return sorted(self._texts)


class CompiledTemplates(BytecodeCache):
    """The code of all templates of one scaffold, in one file.

    Code runs when it is loaded, so the file is used only where no other user can write
    (`resources.private_file`); it is keyed by whatever the code depends on.
    """

    def __init__(self, key: str) -> None:
        self._path = resources.private_file(f"templates-{key}.bin")
        self._codes: dict[str, tuple[str, Any]] = _load(self._path)
        self._changed = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template whose text has not changed."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember the code until `store`."""
        self._codes[bucket.key] = (bucket.checksum, bucket.code)
        self._changed = True

    def store(self) -> None:
        """Keep what was compiled for the next run."""
        if self._changed and self._path:
            resources.store(self._path, marshal.dumps(self._codes))
            resources.prune(self._path.parent, "templates-", resources.MOST_COMPILED)
            self._changed = False


def _load(path: Path | None) -> dict[str, tuple[str, Any]]:
    if path is None:
        return {}
    try:
        codes: dict[str, tuple[str, Any]] = marshal.loads(path.read_bytes())  # noqa: S302 - see CompiledTemplates
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return codes


def environment(scaffold: Scaffold, context: Mapping[str, Any]) -> Environment:
    """The environment of `scaffold`, with the filters of its language and `context` as globals."""
    base = Environment if scaffold.trusted else ImmutableSandboxedEnvironment
    made = base(
        loader=Templates(scaffold.templates),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # what is made is code: the filters of the language escape
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=CompiledTemplates(cache_key(scaffold, "templates")),
    )
    for name in _UNSTEADY:
        made.filters.pop(name, None)
        made.globals.pop(name, None)
    made.globals.update(context)
    _add_language(made, scaffold.language)
    return made


def cache_key(scaffold: Scaffold, kind: str) -> str:
    """What compiled templates depend on, as a short digest."""
    facts = (kind, scaffold.digest, scaffold.trusted, __version__, own_version, sys.version)
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _add_language(made: Environment, language: str) -> None:
    """The filters, tests and globals of `groundplan.scaffold.<language>`, where there is such a module."""
    if not language.isidentifier() or find_spec(f"groundplan.scaffold.{language}") is None:
        return
    module = import_module(f"groundplan.scaffold.{language}")
    made.filters.update(getattr(module, "FILTERS", {}))
    made.tests.update(getattr(module, "TESTS", {}))
    made.globals.update(getattr(module, "GLOBALS", {}))
