"""What the hand-written services of notes answer with."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Note(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    title: str | None
    body: str | None
    pinned: bool | None


class Page(BaseModel):
    items: list[Note]
    total: int
    limit: int
    offset: int
