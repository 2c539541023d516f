"""`make fuzz`: any bytes are read, checked, written anew and imported without a traceback or a hang.

Coverage-guided, with the fixtures of the tests as seeds. What breaks is kept in .cache/fuzz/ with the input that broke
it; `tools/fuzz.py FILE` runs one such input again. Where atheris cannot be installed the run is skipped, and says so.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOME = ROOT / ".cache" / "fuzz"
PACKAGES = ("document", "spec", "check", "formatting", "importing", "plan.operations", "show.document")
SECONDS = 600
LONGEST = 6_000
"""Bytes of an input: the time that a longer one takes is what the tests of linear time are about."""
HANG_SECONDS = 20
FORMS = ("openapi", "sql", "graphql")


def seeds() -> list[bytes]:
    """Fixtures of the tests: the first byte says what is done with the rest."""
    specs = [*ROOT.glob("tests/lint/*/*.md"), *ROOT.glob("tests/read/dialects/**/*.md"), *ROOT.glob("examples/**/*.md")]
    found = [b"\0" + path.read_bytes() for path in sorted(specs)]
    for number, suffixes in enumerate(((".yaml", ".json"), (".sql",), (".graphql",)), 1):
        paths = sorted(ROOT.glob("tests/importing/cases/*"))
        found += [bytes([number]) + path.read_bytes() for path in paths if path.suffix in suffixes]
    for table in ("entities.yaml", "endpoints.yaml"):
        shapes = ROOT.joinpath("tests", "read", table).read_text(encoding="utf-8").split("\n- shape: ")
        found += [b"\0" + shape.partition("text: |\n")[2].replace("\n    ", "\n").encode() for shape in shapes]
    return [one[:LONGEST] for one in found]


def once(data: bytes) -> None:
    """What the program does with a SPEC or a contract of these bytes; raises what breaks."""
    form = data[0] % 4 if data else 0
    text = data[1:].decode("utf-8", errors="replace").replace("\0", "").replace("\r", "\n")
    if form:
        _import(text, FORMS[form - 1])
    else:
        _read(text)


def _read(text: str) -> None:
    from groundplan import pipeline
    from groundplan.formatting.same import differences
    from groundplan.plan.operations.operations import classify
    from groundplan.show.document import document
    from groundplan.source import Source, SourceFile

    source = Source("spec.md", (SourceFile("spec.md", tuple(text.split("\n"))),))
    understood = pipeline.understood(source, [])
    document(understood.spec, classify(understood.spec))
    made = pipeline.formatted(source)
    if made.lost:
        return  # said to the user
    again = Source("spec.md", (SourceFile("spec.md", tuple(made.text.split("\n"))),))
    found = differences(understood.spec, pipeline.read(pipeline.parse(again), again))
    if found:
        raise AssertionError(f"fmt changes the model and does not say so: {found}")


def _import(text: str, form: str) -> None:
    from groundplan import pipeline
    from groundplan.importing import BrokenError

    try:
        pipeline.imported(f"input.{form}", text, form, "en")
    except BrokenError:
        return


def _instrumented(atheris: object) -> None:
    """Import what is fuzzed, so that its branches are seen."""
    with atheris.instrument_imports(include=["groundplan"]):  # type: ignore[attr-defined]
        for package in PACKAGES:
            module = importlib.import_module(f"groundplan.{package}")
            for one in pkgutil.walk_packages(getattr(module, "__path__", []), f"{module.__name__}."):
                importlib.import_module(one.name)


def main() -> int:
    """Fuzz for a while, or run one input."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", nargs="?", type=Path, help="an input that broke something")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long (default: %(default)s)")
    options = parser.parse_args()
    if options.input:
        once(options.input.read_bytes())
        return 0
    try:
        atheris = importlib.import_module("atheris")
    except ImportError as reason:
        print(f"skipped: {reason}; `pip install atheris` where it has a wheel (Linux, CPython)")
        return 0
    corpus = HOME / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in seeds():
        corpus.joinpath(sha256(seed).hexdigest()[:16]).write_bytes(seed)
    _instrumented(atheris)
    limits = [f"-max_total_time={options.seconds}", f"-max_len={LONGEST}", f"-timeout={HANG_SECONDS}"]
    atheris.Setup([sys.argv[0], str(corpus), *limits, "-seed=1", f"-artifact_prefix={HOME}/"], once)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
