"""The least that a Flask service of notes can be: two routes, the same queries, nothing around them."""

from uuid import UUID

import rows
import serving
from flask import Flask, Response, abort, request
from pydantic import BaseModel

app = Flask(__name__)


@app.get("/notes/<uuid:id>")
def read(id: UUID) -> Response:
    note = rows.read(id)
    return _json(note) if note else abort(404)


@app.get("/notes")
def list_() -> Response:
    return _json(rows.page(request.args.get("limit", 20, int), request.args.get("offset", 0, int)))


def _json(body: BaseModel) -> Response:
    return Response(body.model_dump_json(), content_type="application/json")


if __name__ == "__main__":
    serving.serve(app)
