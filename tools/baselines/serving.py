"""A WSGI application, served as the generated ones are."""

import logging
import os
from typing import Any

import waitress


def serve(app: Any) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    port = int(os.environ["PORT"])
    waitress.serve(app, host="127.0.0.1", port=port, threads=16, connection_limit=900, asyncore_use_poll=True)
