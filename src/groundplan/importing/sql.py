"""A SQL schema as a Spec: tables are entities, keys are references, a table of two keys is a relation.

A schema says nothing of an API: the usual five operations of every entity are proposed, and marked as inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.importing.model import BrokenError, Imported, Note
from groundplan.importing.naming import NOWHERE, entity_name, meta_of, plain_line, secret
from groundplan.importing.proposed import crud
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field, FieldType, Index, IndexColumn, Relation, Spec
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from sqlglot import exp

    from groundplan.spec.model import Language, OnDelete

MAX_CHARACTERS = 2 * 1024 * 1024
_DIALECTS = ("postgres", "mysql", "sqlite", "tsql")
_ON_DELETE: dict[str, OnDelete] = {
    "ON DELETE CASCADE": "cascade",
    "ON DELETE SET NULL": "set null",
    "ON DELETE RESTRICT": "restrict",
    "ON DELETE NO ACTION": "restrict",
}
_NOW = ("now()", "current_timestamp", "current_timestamp()", "getdate()")


def read(path: str, text: str, language: Language) -> Imported:
    """The Spec of a schema. Raises BrokenError."""
    if len(text) > MAX_CHARACTERS:
        raise BrokenError("too-large", detail=f"{MAX_CHARACTERS // (1024 * 1024)} MiB")
    schema = _Schema()
    for statement in _statements(text):
        schema.take(statement)
    if not schema.tables:
        raise BrokenError("no-sql")
    entities, relations = schema.model()
    spec = Spec(meta_of(path, language), entities=entities, relations=relations, endpoints=crud(entities))
    return Imported(spec, tuple(dict.fromkeys(schema.notes)))


def _statements(text: str) -> list[Any]:
    """The statements in the first dialect that reads them all. Raises BrokenError with the place of the first fault."""
    import logging

    import sqlglot
    from sqlglot.errors import ParseError, SqlglotError

    logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
    mysql = "`" in text or "AUTO_INCREMENT" in text.upper()
    first: SqlglotError | None = None
    for dialect in sorted(_DIALECTS, key=lambda one: (one != "mysql") if mysql else 0):
        try:
            return [one for one in sqlglot.parse(text, read=dialect) if one is not None]
        except RecursionError as fault:
            raise BrokenError("too-deep", detail="sql") from fault
        except SqlglotError as fault:
            first = first or fault
    told = first.errors[0] if isinstance(first, ParseError) and first.errors else {}
    line, column = int(told.get("line") or 1), int(told.get("col") or 1)
    raise BrokenError("bad-sql", line, column, str(told.get("description") or "").rstrip("."))


class _Schema:
    """The tables of the statements taken so far."""

    def __init__(self) -> None:
        self.tables: dict[str, _Table] = {}
        self.enums: dict[str, tuple[str, ...]] = {}
        self.notes: list[Note] = []

    def take(self, statement: Any) -> None:
        """One statement: a table, an index, a type, a constraint; other definitions are noted."""
        from sqlglot import exp

        if isinstance(statement, exp.Create):
            self._create(statement)
        elif isinstance(statement, exp.Alter):
            table = self.tables.get(statement.this.name.lower())
            for action in statement.args.get("actions") or () if table else ():
                for part in (action, *(action.args.get("expressions") or ())):
                    if table:
                        table.take(part)

    def _create(self, statement: exp.Create) -> None:
        from sqlglot import exp

        kind, target = str(statement.args.get("kind") or "").upper(), statement.this
        if kind == "TABLE" and isinstance(target, exp.Schema):
            table = _Table(target.this.name, self)
            self.tables[table.name.lower()] = table
            for part in target.expressions:
                table.take(part)
        elif kind == "INDEX" and isinstance(target, exp.Index) and isinstance(target.args.get("table"), exp.Table):
            known = self.tables.get(target.args["table"].name.lower())
            if known:
                known.index(target, unique=bool(statement.args.get("unique")))
        elif kind == "TYPE":
            values = tuple(one.this for one in statement.find_all(exp.Literal) if one.is_string)
            self.enums[target.name.lower() if hasattr(target, "name") else ""] = values
        elif kind:
            self.notes.append(Note(getattr(target, "name", "") or kind.lower(), "statement", kind))

    def model(self) -> tuple[tuple[Entity, ...], tuple[Relation, ...]]:
        """Entities, and relations through tables of two keys."""
        names = {key: entity_name(singular(table.name)) for key, table in self.tables.items()}
        entities: list[Entity] = []
        relations: list[Relation] = []
        for key, table in self.tables.items():
            fields = tuple(secret(one._replace(type=_pointing(one.type, names))) for one in table.fields.values())
            ends = [one for one in fields if one.primary_key and one.type.base == "ref"]
            if len(ends) == 2 and sum(one.primary_key for one in fields) == 2:
                rest = tuple(one for one in fields if not one.primary_key)
                first, second = ends[0].type.target, ends[1].type.target
                relations.append(Relation(first, second, "N:M", NOWHERE, names[key], rest))
            else:
                entities.append(Entity(names[key], fields, NOWHERE, indexes=tuple(table.indexes)))
        return tuple(entities), tuple(relations)


def _pointing(kind: FieldType, names: dict[str, str]) -> FieldType:
    if kind.base != "ref":
        return kind
    return kind._replace(target=names.get(kind.target.lower(), entity_name(singular(kind.target))))


class _Table:
    """One table."""

    def __init__(self, name: str, schema: _Schema) -> None:
        self.name, self.schema = name, schema
        self.fields: dict[str, Field] = {}
        self.indexes: list[Index] = []

    def take(self, part: Any) -> None:
        """A column or a constraint."""
        from sqlglot import exp

        if isinstance(part, exp.ColumnDef):
            self._column(part)
        elif isinstance(part, exp.Constraint | exp.AddConstraint):
            for inner in part.expressions:
                self.take(inner)
        elif isinstance(part, exp.PrimaryKey):
            for name in _names(part.expressions):
                self._change(name, primary_key=True, required=False)
        elif isinstance(part, exp.ForeignKey):
            self._foreign(part)
        elif isinstance(part, exp.UniqueColumnConstraint):
            self._unique(_names(part.this.expressions) if isinstance(part.this, exp.Schema) else ())
        elif isinstance(part, exp.IndexColumnConstraint):
            self.indexes.append(Index(tuple(IndexColumn(one) for one in _names(part.expressions)), NOWHERE))
        elif isinstance(part, exp.CheckColumnConstraint):
            self._check(part)

    def _change(self, name: str, **values: Any) -> None:
        field = self.fields.get(name)
        if field:
            self.fields[name] = field._replace(**values)

    def _unique(self, names: tuple[str, ...]) -> None:
        if len(names) == 1:
            self._change(names[0], unique=True)
        elif names:
            self.indexes.append(Index(tuple(IndexColumn(one) for one in names), NOWHERE, True))

    def _foreign(self, part: exp.ForeignKey) -> None:
        names = _names(part.expressions)
        reference = part.args.get("reference")
        if len(names) != 1 or reference is None:
            self.schema.notes.append(Note(self.name, "composite-key"))
            return
        options = [*(reference.args.get("options") or ()), f"ON DELETE {part.args.get('delete') or ''}".strip()]
        self._refer(names[0], reference, [str(one).upper() for one in options])

    def _refer(self, name: str, reference: Any, options: list[str]) -> None:
        target = reference.this.this if hasattr(reference.this, "expressions") else reference.this
        deleted = next((_ON_DELETE[one] for one in options if one in _ON_DELETE), None)
        self._change(name, type=FieldType("ref", target=target.name), on_delete=deleted)

    def _check(self, part: exp.CheckColumnConstraint) -> None:
        """`CHECK (status IN ('a', 'b'))` lists values, `CHECK (price >= 0)` bounds; other conditions are noted."""
        from sqlglot import exp

        inside = part.this
        bound = {"GTE": "minimum", "LTE": "maximum"}.get(type(inside).__name__)
        if bound and isinstance(inside.this, exp.Column) and isinstance(inside.expression, exp.Literal):
            self._change(inside.this.name, **{bound: inside.expression.this})
            return
        if isinstance(inside, exp.In) and all(isinstance(one, exp.Literal) for one in inside.expressions):
            values = tuple(one.this for one in inside.expressions)
            self._change(inside.this.name, type=FieldType("enum", values=values))
        else:
            self.schema.notes.append(Note(self.name, "check", plain_line(inside.sql())[:120]))

    def index(self, index: exp.Index, *, unique: bool) -> None:
        """`CREATE INDEX`."""
        parameters = index.args.get("params")
        columns = tuple(
            IndexColumn(one.this.name, bool(one.args.get("desc")))
            for one in (parameters.args.get("columns") or () if parameters else ())
            if one.this.name
        )
        if unique and len(columns) == 1:
            self._change(columns[0].field, unique=True)
        elif columns:
            self.indexes.append(Index(columns, NOWHERE, unique))

    def _column(self, part: exp.ColumnDef) -> None:
        written = part.args["kind"].sql() if part.args.get("kind") else ""
        values = self.schema.enums.get(written.strip('"').lower())
        kind = FieldType("enum", values=values) if values else read_type(written) or FieldType("unknown")
        if kind.base in ("ref", "unknown"):
            self.schema.notes.append(Note(f"{self.name}.{part.name}", "type", written))
            kind = FieldType("string")
        self.fields[part.name] = Field(part.name, kind, NOWHERE)
        for constraint in part.args.get("constraints") or ():
            self._constraint(part.name, constraint.args.get("kind"))

    def _constraint(self, name: str, kind: Any) -> None:
        from sqlglot import exp

        if isinstance(kind, exp.NotNullColumnConstraint):
            self._change(name, required=not kind.args.get("allow_null") and not self.fields[name].primary_key)
        elif isinstance(kind, exp.PrimaryKeyColumnConstraint):
            self._change(name, primary_key=True, required=False)
        elif isinstance(kind, exp.UniqueColumnConstraint):
            self._change(name, unique=True)
        elif isinstance(kind, exp.DefaultColumnConstraint):
            self._default(name, kind.this)
        elif isinstance(kind, exp.Reference):
            self._refer(name, kind, [str(one).upper() for one in kind.args.get("options") or ()])
        elif isinstance(kind, exp.CommentColumnConstraint):
            self._change(name, description=plain_line(kind.this.this))
        elif isinstance(kind, exp.CheckColumnConstraint):
            self._check(kind)

    def _default(self, name: str, value: Any) -> None:
        """A literal is a default; the time of day is what the server sets; other expressions are the database's."""
        from sqlglot import exp

        field = self.fields[name]
        written = value.sql().lower()
        if isinstance(value, exp.Cast):
            value = value.this
        if field.type.base in ("datetime", "date", "time") and written in _NOW:
            self._change(name, read_only=True, required=False)
        elif isinstance(value, exp.Literal):
            self._change(name, default=value.this)
        elif isinstance(value, exp.Boolean):
            self._change(name, default=str(value.this).lower())
        elif not field.primary_key and not isinstance(value, exp.Null):
            self.schema.notes.append(Note(f"{self.name}.{name}", "default", plain_line(value.sql())[:80]))


def _names(parts: Any) -> tuple[str, ...]:
    """The columns of a key or index."""
    return tuple(name for one in parts or () if (name := getattr(getattr(one, "this", one), "name", "") or one.name))
