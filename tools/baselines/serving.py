"""A WSGI application, served as the generated ones are."""

import os
from typing import Any

from gunicorn.app.base import BaseApplication


class _Server(BaseApplication):
    def __init__(self, app: Any, threads: int) -> None:
        self._app, self._threads = app, threads
        super().__init__()

    def load_config(self) -> None:
        options = {"bind": f"127.0.0.1:{os.environ['PORT']}", "worker_class": "gthread", "threads": self._threads}
        for name, value in {**options, "keepalive": 75, "loglevel": "warning", "control_socket_disable": True}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return self._app


def serve(app: Any, threads: int) -> None:
    _Server(app, threads).run()
