"""The entity-relationship diagram, laid out by us: the same lines everywhere, for five tables or a hundred.

Tables stand in columns, each to the right of those that it refers to. A foreign key leaves its row at the left and
runs in right angles through the channels between the columns; keys to one table share one way there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.report.page.diagram.boxes import boxes
from groundplan.report.page.diagram.columns import in_columns
from groundplan.report.page.diagram.heights import settle
from groundplan.report.page.diagram.model import Drawing
from groundplan.report.page.diagram.wires import drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.plan.model.data import Resource

__all__ = ["Drawing", "draw"]


def draw(resources: Sequence[Resource]) -> Drawing | None:
    """The diagram of the tables that the SPEC is about; None where there are none."""
    found = boxes([one for one in resources if one.kind != "system"])
    if not found.boxes:
        return None
    grid = in_columns(found)
    settle(grid)
    return drawing(grid)
