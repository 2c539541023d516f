"""A Blueprint and a Scaffold become a FileTree: skeleton, rows of the files table, given files, lock."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from groundplan.errors import ResourceError
from groundplan.filetree import File, FileTree
from groundplan.naming import Name
from groundplan.scaffold import library
from groundplan.scaffold.environment import PATH, CompiledTemplates, environment
from groundplan.scaffold.lock import LOCK_PATH, lock
from groundplan.scaffold.reserved import reserving
from groundplan.scaffold.skeleton import skeleton

if TYPE_CHECKING:
    from jinja2 import Environment

    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.scaffold.library import Row, Scaffold

Context = dict[str, Any]
Progress = Callable[[int, int], None]

_TEMPLATE_FAULTS = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def render(
    blueprint: Blueprint,
    scaffold: Scaffold,
    extra: Iterable[tuple[str, File]] = (),
    progress: Progress | None = None,
) -> FileTree:
    """The whole project in memory.

    `extra` are files made elsewhere (OpenAPI, architecture document). `progress` is called with files made and
    files expected. Raises ResourceError for every fault of the scaffold, naming template and line.
    """
    tree = FileTree()
    for path, file in skeleton(blueprint, scaffold):
        tree.add(path, file)
    with reserving(scaffold):
        _add_rows(tree, blueprint, scaffold, progress)
    for path, file in extra:
        tree.add(path, file)
    tree.add(LOCK_PATH, lock(tree, blueprint, scaffold))
    return tree


def _add_rows(tree: FileTree, blueprint: Blueprint, scaffold: Scaffold, progress: Progress | None) -> None:
    context = {"blueprint": blueprint, "versions": library.versions(scaffold.language), "scaffold": scaffold}
    made = environment(scaffold, context)
    jobs = [(row, item) for row in scaffold.rows for item in _items(row, blueprint)]
    for done, (row, item) in enumerate(jobs, 1):
        path = _text(made, PATH + row.to, item)
        if text := _text(made, row.template, item):  # a template that renders to nothing makes no file
            tree.add(path, File(text, row.executable, row.owner))
        if progress:
            progress(done, len(jobs))
    if isinstance(made.bytecode_cache, CompiledTemplates):
        made.bytecode_cache.store()


def _items(row: Row, blueprint: Blueprint) -> Iterator[Context]:
    """The contexts that a row is rendered in; none when its features are not there."""
    features = frozenset(blueprint.features)
    if all((word.removeprefix("!") in features) != word.startswith("!") for word in row.when):
        for item in _LOOPS[row.loop](blueprint):
            if all(_matches(item.get(row.loop), path, wanted) for path, wanted in row.where.items()):
                yield item


def _project(_: Blueprint) -> Iterator[Context]:
    yield {}


def _resources(blueprint: Blueprint) -> Iterator[Context]:
    for resource in blueprint.resources:
        name = resource.name.pascal
        yield {"resource": resource, "operations": tuple(one for one in blueprint.operations if one.resource == name)}


def _tags(blueprint: Blueprint) -> Iterator[Context]:
    groups: dict[Name, list[Any]] = {}
    for operation in blueprint.operations:
        groups.setdefault(operation.tag, []).append(operation)
    for tag, operations in groups.items():
        yield {"tag": tag, "operations": tuple(operations)}


def _plain(attribute: str, name: str, blueprint: Blueprint) -> Iterator[Context]:
    for one in getattr(blueprint, attribute):
        yield {name: one}


_LOOPS: dict[str, Callable[[Blueprint], Iterator[Context]]] = {
    "project": _project,
    "resource": _resources,
    "tag": _tags,
    "operation": partial(_plain, "operations", "operation"),
    "integration": partial(_plain, "integrations", "integration"),
    "enum": partial(_plain, "enums", "enum"),
}


def _matches(item: object, path: str, wanted: object) -> bool:
    value = item
    for attribute in path.split("."):
        if not hasattr(value, attribute):
            raise ResourceError(f"a files table tests {path!r}, which {type(item).__name__} does not have")
        value = getattr(value, attribute)
    if isinstance(wanted, bool):
        return bool(value) is wanted
    text = value.snake if isinstance(value, Name) else str(value)
    return text in (wanted if isinstance(wanted, list) else [wanted])


def _text(made: Environment, template: str, item: Context) -> str:
    try:
        return made.get_template(template).render(item)
    except _TEMPLATE_FAULTS as fault:
        raise ResourceError(f"{_place(template, fault)}: {_reason(fault)}") from fault


def _place(template: str, fault: Exception) -> str:
    """`template:line` of the innermost template that the fault came through."""
    if isinstance(fault, TemplateSyntaxError):
        return f"{fault.name or template}:{fault.lineno}"
    place = template
    step = fault.__traceback__
    while step:
        if "__jinja_exception__" in step.tb_frame.f_globals:  # Jinja's mark of a frame of a template
            place = f"{step.tb_frame.f_code.co_filename}:{step.tb_lineno}"
        step = step.tb_next
    return place


def _reason(fault: Exception) -> str:
    if isinstance(fault, TemplateNotFound):
        return f"there is no template {fault.name!r}"
    if isinstance(fault, TemplateError) and fault.message:
        return str(fault.message)
    return f"{type(fault).__name__}: {fault}"
