"""Prose that is not read: which language it is in, and that nothing else of the document is lost."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

FOREIGN = {
    "# 用户认证\n\n用户可以登录。\n": "Chinese",
    "# 注文\n\n注文を受け付ける。\n": "Japanese",
    "# Бронирование\n\nСистема сохраняет бронь.\n": "Russian",
    "# Reservas\n\nEl sistema guarda las reservas de los clientes y envía un correo para cada una.\n": ("Spanish"),
    "# Commandes\n\nLe système doit garder les commandes des clients dans la base pour une semaine.\n": "French",
    "# Hotel\n\nDer Gast bucht ein Zimmer, und das System muss die Buchung mit dem Namen für den halten.\n": "German",
    "# Orders\n\nThe shop keeps the orders of a buyer, and it is the one that says when an order is late.\n": "",
    "# Orders\n\nIt says `el la los las de que para con una debe como del se` and 你好.\n\nThe end of the text.\n": "",
    "# 주문\n\n가게는 주문을 받는다. 你好.\n": "",
    "": "",
}


@pytest.mark.parametrize(("text", "language"), FOREIGN.items(), ids=[text[:20].strip() for text in FOREIGN])
def test_the_language_of_the_prose(text: str, language: str) -> None:
    assert [one.name for one in spec_of(text).foreign] == ([language] if language else [])


def test_what_needs_no_language_is_read() -> None:
    text = "# 订单\n\n## 需求\n\n### Requirement: 下单\n系统 SHALL 保存订单。\n\n- `POST /orders` - 下单\n\n"
    text += "## Data Model\n\n### Order\n\n| Field | Type |\n|---|---|\n| id | uuid |\n\n"
    text += "```sql\nCREATE TABLE buyers (id UUID PRIMARY KEY, name TEXT);\n```\n"

    spec = spec_of(text)

    assert [one.name for one in spec.foreign] == ["Chinese"]
    assert [(one.method, one.path) for one in spec.endpoints] == [("POST", "/orders")]
    assert [one.name for one in spec.entities] == ["Order", "buyers"]
    assert [one.id for one in spec.requirements] == ["下单"]
