"""The program. `--version` is answered before anything else is imported: tools ask it often."""

from __future__ import annotations

import atexit
import gc
import os
import sys

from groundplan._version import __version__

MOST_NEW = 1_000_000
"""So many tuples, lists and the like are made before cycles among them are looked for."""


def main() -> int:
    """Run the program on `sys.argv` and return its exit code: 0 clean, 1 findings or refused, 2 usage or internal."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"groundplan {__version__}\n")
        return 0
    # A SPEC of a thousand entities is half as many, and has no cycles.
    gc.set_threshold(MOST_NEW, 20, 50)
    from groundplan import standin

    with standin.standing_in():
        import pathlib  # noqa: F401 - who comes later finds it

        from groundplan import modules

        modules.install()
        from groundplan.cli import run

    code = run(sys.argv[1:])
    _leave(code)
    return code


def _leave(code: int) -> None:
    """End, without giving back piece by piece what ends with the process: a tenth of the time of a small SPEC."""
    if "threading" in sys.modules and sys.modules["threading"].active_count() > 1:
        return
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError):  # the usual way out knows what to do without them
        return
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
