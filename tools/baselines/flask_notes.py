"""The least that a Flask service of notes can be: two routes, the same queries, nothing around them."""

import os
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask, Response, abort, request
from gunicorn.app.base import BaseApplication
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


app = Flask(__name__)
engine = sa.create_engine(os.environ["DATABASE_URL"])


@app.get("/notes/<uuid:id>")
def read(id: UUID) -> Response:
    with Session(engine) as session:
        row = session.scalar(sa.select(Row).where(Row.id == id))
        if row is None:
            abort(404)
        return _json(Note.model_validate(row))


@app.get("/notes")
def list_() -> Response:
    limit, offset = request.args.get("limit", 20, int), request.args.get("offset", 0, int)
    with Session(engine) as session:
        total = session.scalar(sa.select(sa.func.count()).select_from(Row)) or 0
        rows = session.scalars(sa.select(Row).order_by(Row.id).limit(limit).offset(offset))
        items = [Note.model_validate(row) for row in rows]
    return _json(Page(items=items, total=total, limit=limit, offset=offset))


def _json(body: BaseModel) -> Response:
    return Response(body.model_dump_json(), content_type="application/json")


class Server(BaseApplication):
    """As the generated service is served: one process, forty threads."""

    def load_config(self) -> None:
        options = {"bind": f"127.0.0.1:{os.environ['PORT']}", "worker_class": "gthread", "threads": 40}
        for name, value in {**options, "keepalive": 75, "loglevel": "warning", "control_socket_disable": True}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return app


if __name__ == "__main__":
    Server().run()
