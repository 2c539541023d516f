"""The least that a FastAPI service of notes can be: two routes, the same queries, nothing around them."""

import os
from uuid import UUID

import sqlalchemy as sa
import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(sa.Uuid(), primary_key=True)
    title: Mapped[str | None]
    body: Mapped[str | None]
    pinned: Mapped[bool | None]


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


app = FastAPI()
engine = sa.create_engine(os.environ["DATABASE_URL"])


@app.get("/notes/{id}")
def read(id: UUID) -> Note:
    with Session(engine) as session:
        row = session.scalar(sa.select(Row).where(Row.id == id))
        if row is None:
            raise HTTPException(404)
        return Note.model_validate(row)


@app.get("/notes")
def list_(limit: int = 20, offset: int = 0) -> Page:
    with Session(engine) as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(Row)) or 0
        rows = session.scalars(sa.select(Row).order_by(Row.id).limit(limit).offset(offset))
        return Page(items=[Note.model_validate(row) for row in rows], total=total, limit=limit, offset=offset)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False, log_level="warning")
