"""`NamedTuple` as `typing` has it, made without a look at what the types of its fields are called.

`typing` compiles every annotation to see that it is one, `collections` the function that makes each record: in a small
SPEC a fifth of the time that lint takes. mypy has seen the types; the functions that make records differ in the names
of what they take and in nothing else, so one of each length is compiled.
"""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]
from functools import cache
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, TypeVar

Made = TypeVar("Made")

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: TID251

    def new(kind: type[Made], values: tuple[Any, ...]) -> Made:
        """A record of all its values, unchecked: for those of which a long SPEC makes tens of thousands."""
else:
    new = tuple.__new__

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> type:
            if bases != (NamedTuple,):
                raise TypeError(f"{name}: a record has no other base than NamedTuple")
            types = members.get("__annotations__", {})
            fields = tuple(types)
            defaults = {field: members[field] for field in fields if field in members}
            made = {
                **_SHARED,
                **members,
                **{field: _tuplegetter(at, None) for at, field in enumerate(fields)},
                "__slots__": (),
                "__annotations__": types,
                "__match_args__": fields,
                "_fields": fields,
                "_places": {field: at for at, field in enumerate(fields)},
                "_field_defaults": defaults,
                "__new__": _constructor(f"{name}.__new__", types, tuple(defaults.values())),
            }
            return type(name, (tuple,), made)

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})


def _constructor(name: str, fields: dict[str, Any], defaults: tuple[Any, ...]) -> FunctionType:
    code = _code(len(fields)).replace(co_varnames=("_cls", *fields), co_qualname=name)
    made = FunctionType(code, {"new": tuple.__new__}, "__new__", defaults)
    made.__annotations__ = fields
    return made


@cache
def _code(length: int) -> CodeType:
    """That of a function that takes so many values and makes a record of them."""
    values = "".join(f"_{at}, " for at in range(length))
    made: FunctionType = eval(f"lambda _cls, {values}: new(_cls, ({values}))")  # noqa: S307 - names of ours
    return made.__code__


def _make(cls: type, values: Any) -> Any:
    made: Any = tuple.__new__(cls, values)
    if len(made) != len(made._fields):
        raise TypeError(f"Expected {len(made._fields)} arguments, got {len(made)}")
    return made


def _replace(self: Any, /, **changed: Any) -> Any:
    values, places = [*self], self._places
    try:
        for field, value in changed.items():
            values[places[field]] = value
    except KeyError as unknown:
        raise ValueError(f"Got unexpected field names: {[one for one in changed if one not in places]!r}") from unknown
    return tuple.__new__(self.__class__, values)


def _asdict(self: Any) -> dict[str, Any]:
    return dict(zip(self._fields, self, strict=True))


def _values(self: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(self)


def _shown(self: Any) -> str:
    values = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
    return f"{self.__class__.__name__}({values})"


_SHARED = {
    "_make": classmethod(_make),
    "_replace": _replace,
    "_asdict": _asdict,
    "__repr__": _shown,
    "__getnewargs__": _values,
}
