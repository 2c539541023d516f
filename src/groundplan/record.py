"""`NamedTuple` as `typing` has it, made without a look at what the types of its fields are called.

`typing` compiles every annotation to see that it is one: in a small SPEC a tenth of the time that lint takes. mypy has
seen them.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: TID251
else:

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], members: dict[str, Any]) -> type:
            if bases != (NamedTuple,):
                raise TypeError(f"{name}: a record has no other base than NamedTuple")
            fields = members.get("__annotations__", {})
            defaults = [members[field] for field in fields if field in members]
            record = namedtuple(name, fields, defaults=defaults, module=members["__module__"])
            record.__annotations__ = record.__new__.__annotations__ = fields
            for key, value in members.items():
                if key not in fields and key not in {"__module__", "__annotations__"}:
                    setattr(record, key, value)
            return record

    NamedTuple = type.__new__(_Maker, "NamedTuple", (), {})
