"""The table of notes and its two queries, for the services that use SQLAlchemy."""

import os
from uuid import UUID

import sqlalchemy as sa
from bodies import Note, Page
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Row(Base):
    __tablename__ = "notes"

    id: Mapped[UUID] = mapped_column(sa.Uuid(), primary_key=True)
    title: Mapped[str | None]
    body: Mapped[str | None]
    pinned: Mapped[bool | None]


engine = sa.create_engine(os.environ["DATABASE_URL"])


def read(id: UUID) -> Note | None:
    with Session(engine) as session:
        row = session.scalar(sa.select(Row).where(Row.id == id))
        return Note.model_validate(row) if row else None


def page(limit: int, offset: int) -> Page:
    with Session(engine) as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(Row)) or 0
        rows = session.scalars(sa.select(Row).order_by(Row.id).limit(limit).offset(offset))
        return Page(items=[Note.model_validate(row) for row in rows], total=total, limit=limit, offset=offset)
