"""The least that a Django service of notes can be: two routes, the same queries, nothing around them."""

import os
from uuid import UUID

import django
import serving
from bodies import Note, Page
from django.conf import settings
from pydantic import BaseModel

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ["DATABASE_URL"].removeprefix("sqlite:///"),
            "CONN_MAX_AGE": None,
        }
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.shortcuts import get_object_or_404  # noqa: E402
from django.urls import path  # noqa: E402


class Row(models.Model):
    id = models.UUIDField(primary_key=True)
    title = models.TextField(null=True)
    body = models.TextField(null=True)
    pinned = models.BooleanField(null=True)

    class Meta:
        app_label = "notes"
        db_table = "notes"


def read(_request: HttpRequest, id: UUID) -> HttpResponse:
    return _json(Note.model_validate(get_object_or_404(Row, id=id)))


def list_(request: HttpRequest) -> HttpResponse:
    limit, offset = int(request.GET.get("limit", 20)), int(request.GET.get("offset", 0))
    rows = Row.objects.order_by("id")
    items = [Note.model_validate(row) for row in rows[offset : offset + limit]]
    return _json(Page(items=items, total=rows.count(), limit=limit, offset=offset))


def _json(body: BaseModel) -> HttpResponse:
    content = body.model_dump_json().encode()
    return HttpResponse(content, "application/json", headers={"Content-Length": str(len(content))})


urlpatterns = [path("notes/<uuid:id>", read), path("notes", list_)]


if __name__ == "__main__":
    serving.serve(get_wsgi_application())
