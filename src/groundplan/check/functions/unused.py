"""What is declared and used nowhere: a role, a term of the glossary, an entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import ACCOUNTS, RELATIVE_ROLES, Facts, path_names, role, singular
from groundplan.check.functions import Found
from groundplan.spec.callers.roles import holds_roles

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Entity, Field, Role, Term

NODE = ("role", "term", "entity")
WORDS = ()
OPTIONS = ("of",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`of`: roles, terms or entities. Of terms most are used, else the text says them otherwise."""
    is_used = _USES[options["of"]](facts)
    items = tuple(items)
    unused = [item for item in items if not is_used(item.node)]
    if options["of"] == "terms" and len(unused) > _SOME and 2 * len(unused) > len(items):
        return  # a glossary in another language than the text
    for item in unused:
        yield item, _place(item, facts) if options["of"] == "roles" else item.span, {}, ()


def _place(item: Item, facts: Facts) -> Span:
    """The role where it stands; of a field with a type of its own (`CREATE TYPE ... AS ENUM`) its value there."""
    quoted = f"'{item.node.name.lower()}'"
    at = -1 if item.node.name.lower() in facts.line(item.span).lower() else facts.prose.find(quoted)
    return facts.prose.span(at, at + len(quoted)) if at >= 0 else item.span


_SOME = 2


def _roles(facts: Facts) -> Callable[[Role], bool]:
    """Used by endpoints, the matrix, requirements and everything else that is said outside the list of roles."""
    spec = facts.spec
    granted = {role(name) for one in spec.endpoints if one.access for name in one.access.roles}
    granted |= {role(one.role) for one in spec.permissions}
    quiet = not granted
    values = [field for it in spec.entities for field in it.fields if holds_roles(field.name) and field.type.values]
    listed = {field.span for field in values} | {one.span for one in spec.roles if _is_of(one, values)}
    others = [one for one in spec.roles if one.origin == "inferred" and one.span in listed]
    most = sum(role(one.name) in granted for one in others) >= max(_SOME, len(others) - 1)

    def is_used(one: Role) -> bool:
        key = role(one.name)
        said = facts.prose.text.count(one.name.lower()) > 1
        guessed = one.origin == "inferred" and not (most and one.span in listed)
        return quiet or guessed or key in granted or key in RELATIVE_ROLES or said

    return is_used


def _is_of(one: Role, fields: list[Field]) -> bool:
    """Whether a role is a value of a field in whose line it is."""
    lines = {(field.span.path, field.span.line) for field in fields}
    return (one.span.path, one.span.line) in lines


def _terms(facts: Facts) -> Callable[[Term], bool]:
    """The glossary itself is silent, so that every place in the text is a use."""

    def is_used(one: Term) -> bool:
        words = [word.strip() for word in one.term.lower().replace("(", "/").replace(")", "").split("/")]
        written = [form for word in words for form in (word, word.replace("_", " "), word.replace(" ", "_"))]
        if any(not word or word in facts.prose.text or singular(word) in facts.known_things for word in written):
            return True
        parts = one.term.lower().replace("-", "_").split("_")
        near = facts.prose.lines_with(parts[:1]) if len(parts) > 1 else ()
        return any(all(part in line for part in parts) for _, line in near)

    return is_used


def _reached(endpoints: Iterable[Endpoint]) -> Iterator[frozenset[str]]:
    for one in endpoints:
        bodies = (one.request_entity, *(answer.entity for answer in one.responses))
        yield frozenset([*path_names(one), *map(singular, bodies)])


def _entities(facts: Facts) -> Callable[[Entity], bool]:
    spec = facts.spec
    reached = facts.mentioned.union(ACCOUNTS, *facts.each("endpoints", _reached))
    stated = cache(lambda: "\n".join(one.text for one in spec.requirements).lower())

    def is_used(one: Entity) -> bool:
        names = [name for name in (one.name, one.label) if name]
        if not one.fields or any(singular(name) in reached for name in names):
            return True
        keyless = not any(field.primary_key for field in one.fields)  # a value inside another row
        refers = any(field.type.base == "ref" or field.name.lower().endswith("id") for field in one.fields[1:])
        return refers or keyless or any(name.lower() in stated() for name in names)

    return is_used


_USES: dict[str, Callable[[Facts], Callable[[Any], bool]]] = {"roles": _roles, "terms": _terms, "entities": _entities}
