"""A GraphQL SDL as a Spec: object types are entities; queries and mutations become operations, marked as inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.importing.limits import checked
from groundplan.importing.model import BrokenError, Imported, Note
from groundplan.importing.naming import NOWHERE, meta_of, plain_line, secret
from groundplan.importing.proposed import collection, inferred
from groundplan.naming import Name
from groundplan.record import NamedTuple
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Cardinality, Endpoint, Entity, Field, FieldType, Relation, Response, Spec
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.model import Language, Meta

MAX_TOKENS = 200_000
_SCALARS = {"ID": "uuid", "String": "string", "Int": "int", "Float": "float", "Boolean": "bool", "DateTime": "datetime"}
_ROOTS = ("Query", "Mutation", "Subscription")
_VERBS = (
    ("POST", ("create", "add", "register", "signup")),
    ("PATCH", ("update", "edit", "change", "set")),
    ("DELETE", ("delete", "remove")),
)


class _Type(NamedTuple):
    """A reference to a type: its name, whether it may be null, and whether it is a list."""

    name: str
    required: bool
    many: bool


def read(path: str, text: str, language: Language) -> Imported:
    """The Spec of an SDL. Raises BrokenError."""
    from graphql import GraphQLSyntaxError, parse

    try:
        document = parse(checked(text), no_location=True, max_tokens=MAX_TOKENS)
    except GraphQLSyntaxError as fault:
        line, column = fault.locations[0] if fault.locations else (1, 1)
        raise BrokenError("no-graphql", line, column, fault.message.removeprefix("Syntax Error: ")) from fault
    except RecursionError as fault:
        raise BrokenError("too-deep", detail="graphql") from fault
    schema = _Schema()
    for definition in document.definitions:
        schema.take(definition)
    if not schema.objects:
        raise BrokenError("no-graphql")
    return schema.spec(meta_of(path, language))


def _type(node: Any) -> _Type:
    required, many = False, False
    if node.kind == "non_null_type":
        required, node = True, node.type
    while node.kind in ("list_type", "non_null_type"):
        many = many or node.kind == "list_type"
        node = node.type
    return _Type(node.name.value, required, many)


class _Schema:
    """The definitions taken so far."""

    def __init__(self) -> None:
        self.objects: dict[str, list[Any]] = {}
        self.inputs: dict[str, list[Any]] = {}
        self.enums: dict[str, tuple[str, ...]] = {}
        self.described: dict[str, str] = {}
        self.notes: list[Note] = []

    def take(self, node: Any) -> None:
        """One definition or extension."""
        name = node.name.value if getattr(node, "name", None) else ""
        kind = node.kind.replace("_extension", "_definition")
        if kind == "object_type_definition":
            self.objects.setdefault(name, []).extend(node.fields or ())
            if getattr(node, "description", None):
                self.described[name] = plain_line(node.description.value)
        elif kind == "input_object_type_definition":
            self.inputs.setdefault(name, []).extend(node.fields or ())
        elif kind == "enum_type_definition":
            self.enums[name] = self.enums.get(name, ()) + tuple(one.name.value for one in node.values or ())
        elif kind not in ("schema_definition", "scalar_type_definition", "directive_definition"):
            self.notes.append(Note(name, "definition", node.kind.replace("_", " ")))

    def spec(self, meta: Meta) -> Imported:
        """Entities, relations and endpoints."""
        names = [name for name in self.objects if name not in _ROOTS]
        entities = tuple(
            Entity(one, self._fields(one), NOWHERE, description=self.described.get(one, "")) for one in names
        )
        endpoints: dict[tuple[str, str], Endpoint] = {}
        for root in _ROOTS[:2]:
            for node in self.objects.get(root, ()):
                made = self._endpoint(node, root)
                endpoints.setdefault((made.method, made.path), made)
        if "Subscription" in self.objects:
            self.notes.append(Note("Subscription", "definition", "subscription"))
        spec = Spec(meta, entities=entities, relations=self._relations(names), endpoints=tuple(endpoints.values()))
        return Imported(spec, tuple(dict.fromkeys(self.notes)))

    def _fields(self, entity: str) -> tuple[Field, ...]:
        """The plain fields of a type; lists of other types are relations."""
        return tuple(self._field(node) for node in self.objects[entity] if not self._is_relation(_type(node.type)))

    def _is_relation(self, kind: _Type) -> bool:
        return kind.many and kind.name in self.objects

    def _field(self, node: Any) -> Field:
        kind = _type(node.type)
        key = node.name.value == "id"
        base = self._base(kind, f"{node.name.value}: {kind.name}")
        note = plain_line(node.description.value) if getattr(node, "description", None) else ""
        required = kind.required and not key
        return secret(Field(node.name.value, base, NOWHERE, required, primary_key=key, description=note))

    def _base(self, kind: _Type, where: str) -> FieldType:
        values = self.enums.get(kind.name)
        if values:
            return FieldType("list", item="enum", values=values) if kind.many else FieldType("enum", values=values)
        if kind.name in self.objects:
            return FieldType("ref", target=kind.name)
        known = read_type(kind.name)
        base = _SCALARS.get(kind.name) or (known.base if known and known.base not in ("ref", "unknown") else "")
        if not base:
            base = "json" if kind.name in self.inputs else "string"
            self.notes.append(Note(where, "type", kind.name))
        return FieldType("list", item=base) if kind.many else FieldType(base)

    def _relations(self, names: list[str]) -> tuple[Relation, ...]:
        """Lists of other types: 1:N where the other type points back, N:M where it lists back."""
        found: dict[tuple[str, str], Relation] = {}
        for name in names:
            for node in self.objects[name]:
                kind = _type(node.type)
                if not self._is_relation(kind) or (kind.name, name) in found or (name, kind.name) in found:
                    continue
                backs = [_type(one.type) for one in self.objects[kind.name]]
                lists = any(one.many and one.name == name for one in backs)
                cardinality: Cardinality = "N:M" if lists else "1:N"
                found[name, kind.name] = Relation(name, kind.name, cardinality, NOWHERE, origin="inferred")
        return tuple(found.values())

    def _endpoint(self, node: Any, root: str) -> Endpoint:
        """The operation that a field of a root type would be over HTTP."""
        name, answer = node.name.value, _type(node.type)
        summary = plain_line(node.description.value) if getattr(node, "description", None) else name
        arguments = {one.name.value: one for one in node.arguments or ()}
        entity = answer.name if answer.name in self.objects else ""
        made = self._read(name, entity, answer, arguments) if root == "Query" else self._changed(name, arguments)
        responses = (Response(200 if made.method != "POST" else 201, NOWHERE, entity, answer.many),) if entity else ()
        return made._replace(summary=summary, responses=responses if made.method != "DELETE" else ())

    def _read(self, name: str, entity: str, answer: _Type, arguments: dict[str, Any]) -> Endpoint:
        if entity and answer.many:
            filters = tuple(one for one in arguments if one not in ("limit", "offset", "first", "after", "page"))
            return inferred("GET", collection(entity))._replace(filters=filters)
        if entity and "id" in arguments:
            return inferred("GET", f"{collection(entity)}/{{id}}")
        return inferred("GET", f"/{Name.of(name).kebab}")

    def _changed(self, name: str, arguments: dict[str, Any]) -> Endpoint:
        """`createPost` of a Post is its POST; any other mutation is a POST of its own name."""
        for method, verbs in _VERBS:
            verb = next((one for one in verbs if name.lower().startswith(one)), "")
            target = self._named(name[len(verb) :]) if verb else ""
            if target:
                path = collection(target) if method == "POST" else f"{collection(target)}/{{id}}"
                body = self._body(arguments) if method != "DELETE" else None
                return inferred(method, path)._replace(request=body)
        return inferred("POST", f"/{Name.of(name).kebab}")._replace(request=self._body(arguments))

    def _named(self, word: str) -> str:
        return next((one for one in self.objects if one not in _ROOTS and same_name(one) == same_name(word)), "")

    def _body(self, arguments: dict[str, Any]) -> tuple[Field, ...] | None:
        """The arguments but the id; those of an input type stand for it."""
        fields: list[Field] = []
        for name, node in arguments.items():
            kind = _type(node.type)
            if kind.name in self.inputs:
                fields += [self._field(one) for one in self.inputs[kind.name]]
            elif name != "id":
                fields.append(self._field(node))
        return tuple(one._replace(primary_key=False) for one in fields) or None
