"""A WSGI application, served as the generated ones are."""

import logging
import os
from typing import Any

import waitress


def serve(app: Any) -> None:
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    options = {"connection_limit": 900, "asyncore_use_poll": True, "clear_untrusted_proxy_headers": False}
    waitress.serve(app, host="127.0.0.1", port=int(os.environ["PORT"]), threads=16, **options)
