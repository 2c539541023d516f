"""Tables in the order in which they can be made: what is referred to comes first."""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.model.data import Field, Resource


def ordered(resources: tuple[Resource, ...]) -> tuple[Resource, ...]:
    """The resources, referenced ones first, else in their own order; keys that close a circle are marked cyclic.

    Depth-first, so that the order of the SPEC is kept wherever keys allow it.
    """
    by_name = {one.name.pascal: one for one in resources}
    done: dict[str, Resource] = {}
    for one in resources:
        _visit(one.name.pascal, by_name, done, [])
    return tuple(done.values())


def _visit(name: str, by_name: dict[str, Resource], done: dict[str, Resource], path: list[str]) -> None:
    if name in done:
        return
    cyclic: set[str] = set()
    for key in by_name[name].foreign_keys:
        if key.resource in path:
            cyclic.add(key.column)
        elif key.resource != name and key.resource in by_name:
            _visit(key.resource, by_name, done, [*path, name])
    if name not in done:
        resource = by_name[name]
        done[name] = replace(resource, fields=tuple(_marked(field, cyclic) for field in resource.fields))


def _marked(field: Field, cyclic: set[str]) -> Field:
    if field.foreign_key is None or field.column not in cyclic:
        return field
    return replace(field, foreign_key=replace(field.foreign_key, cyclic=True))
