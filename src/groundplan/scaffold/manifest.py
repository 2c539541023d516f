"""The form of `scaffolds/<framework>/scaffold.yaml`.

    id: fastapi
    title: FastAPI
    language: python
    extends: [_lang/python, _shared]      # where templates and file rows are also taken from, nearest first
    supports: {auth: [none, jwt], database: [sqlite, postgresql]}
    files:
      - {template: http/router.py.j2, to: "app/http/{{ tag.snake }}.py", for: tag, when: [resources]}
    commands: {setup: make setup, migrate: make migrate, run: make run, test: make test, check: make check}

`skeleton/` beside it is the cookiecutter template (`cookiecutter.json`, `{{ cookiecutter.project_slug }}/`) of
files that need no Blueprint facts beyond names; `templates/` holds the rest, rendered row by row.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class FileRow(BaseModel):
    """One row of a files table.

    `for`: project (once), resource, tag (operations that share a router), operation, integration, enum.
    The item is in the template's context under that name; `blueprint` always is. `when` are features, all of
    which must be present (`!x`: absent); for rows over items, `where` tests attributes of the item (`kind: join`,
    `access.level: [public, granted]`). Of rows with the same `to`, the nearest part's is made. `to` has the context
    of its template.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    template: str
    to: str
    loop: Literal["project", "resource", "tag", "operation", "integration", "enum"] = Field("project", alias="for")
    when: tuple[str, ...] = ()
    where: dict[str, bool | str | list[str]] = Field(default_factory=dict)
    executable: bool = False
    owner: Literal["tool", "user"] = "tool"


class Manifest(BaseModel):
    """A scaffold: what it is, what it supports, which files it makes and how its projects are driven.

    `reserved` are words that its code uses where names of a SPEC also stand; those get other names.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    language: str
    language_version: str = ""
    extends: tuple[str, ...] = ()
    supports: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    operations: tuple[str, ...] = ()
    pagination: tuple[str, ...] = ()
    extras: tuple[Literal["cache", "refusals", "events", "draws", "retries", "traces", "deletion"], ...] = ()
    files: tuple[FileRow, ...] = ()
    reserved: tuple[str, ...] = ()
    commands: dict[str, str] = Field(default_factory=dict)


class Part(BaseModel):
    """`part.yaml` of a shared folder (`_shared`, `_lang/python`): what every extending scaffold gets."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    files: tuple[FileRow, ...] = ()
    reserved: tuple[str, ...] = ()
    types: dict[str, str] = Field(default_factory=dict)
