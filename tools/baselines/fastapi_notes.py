"""The least that a FastAPI service of notes can be: two routes, the same queries, nothing around them."""

import os
from uuid import UUID

import rows
import uvicorn
from bodies import Note, Page
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/notes/{id}")
def read(id: UUID) -> Note:
    note = rows.read(id)
    if note is None:
        raise HTTPException(404)
    return note


@app.get("/notes")
def list_(limit: int = 20, offset: int = 0) -> Page:
    return rows.page(limit, offset)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=False, log_level="warning")
