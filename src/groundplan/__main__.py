"""The program. `--version` is answered before anything else is imported: tools ask it often."""

from __future__ import annotations

import gc
import sys

from groundplan._version import __version__


def main() -> int:
    """Run the program on `sys.argv` and return its exit code: 0 clean, 1 findings or refused, 2 usage or internal."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"groundplan {__version__}\n")
        return 0
    # A large SPEC makes hundreds of thousands of tuples and no cycles: looking for some often costs a seventh.
    gc.set_threshold(50_000, 20, 50)
    from groundplan.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
