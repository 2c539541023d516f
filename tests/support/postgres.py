"""A real PostgreSQL server for the tests: started on a free port, stopped and removed at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from tests.support.ports import free_port


class Postgres:
    """A running server; `url(name)` makes a database of that name, new and empty."""

    def __init__(self, binaries: Path, data: Path, port: int) -> None:
        self.binaries, self.data, self.port = binaries, data, port

    def url(self, name: str) -> str:
        """The DATABASE_URL of a fresh database."""
        for statement in (f'drop database if exists "{name}" with (force)', f'create database "{name}"'):
            self._psql(statement)
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def stop(self) -> None:
        """Stop the server at once, as a crash of its host would."""
        _run(self.binaries, "pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data} -c fsync=off"
        log = str(self.data / "log")
        _run(self.binaries, "pg_ctl", "-D", str(self.data), "-o", options, "-l", log, "-w", "start")

    def ask(self, question: str) -> str:
        """The one value that a query finds."""
        return self._psql(question).strip()

    @contextmanager
    def locked(self, name: str, table: str) -> Iterator[None]:
        """Keep everybody from a table of the database `name`, until the end of the block."""
        command = [*self._client(), "-At", "-d", name]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
            assert holder.stdin
            assert holder.stdout
            holder.stdin.write(f"begin; lock table {table} in access exclusive mode; select 'held';\n")
            holder.stdin.flush()
            assert holder.stdout.readline().strip() == "held"
            yield
            holder.stdin.write("rollback;\n")

    def _psql(self, statement: str) -> str:
        done = subprocess.run(
            [*self._client(), "-At", "-c", statement], check=True, capture_output=True, encoding="utf-8"
        )
        return done.stdout

    def _client(self) -> list[str]:
        return [str(self.binaries / "psql"), "-qX", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres"]


def binaries() -> Path | None:
    """The folder of the newest installed PostgreSQL server, or None."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running() -> Iterator[Postgres]:
    """A server of its own. Raises RuntimeError when none is installed: callers skip on `binaries() is None`."""
    folder = binaries()
    if folder is None:
        raise RuntimeError("no PostgreSQL server is installed")
    home = Path(mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data = home / "data"
    try:
        _run(folder, "initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        server = Postgres(folder, data, free_port())
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(folder: Path, program: str, *arguments: str) -> None:
    command = [str(folder / program), *arguments]
    if os.geteuid() == 0:  # the server refuses to run as root
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{program} failed: {done.stderr.decode(errors='replace')[-2000:]}")
