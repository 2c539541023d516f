"""What `groundplan new` tells at its end: what was made, what was assumed, what is left, what to do next."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from groundplan import catalogue
from groundplan.emit.text import one_line

if TYPE_CHECKING:
    from groundplan.cli.new import Made, Refused, Request
    from groundplan.decide.model import Decision
    from groundplan.diagnostics import Diagnostic
    from groundplan.plan.model.api import Operation
    from groundplan.scaffold.support import Gap
    from groundplan.source import Source
    from groundplan.write import WriteReport

Words = Callable[..., str]

_SEVERITIES = ("error", "warning", "note")
_MOST = 10
_STACK = ("framework", "database", "auth")


def success(made: Made, report: WriteReport | None, request: Request, language: str) -> str:
    """The closing summary; `report` is None for a dry run."""
    if request.form == "json":
        return _json(_success_data(made, report, request, language))
    words = _words(language)
    if report is None:
        return "".join(f"{path}\n" for path, _ in made.tree) + "\n".join(_overview(made, request, words)) + "\n"
    blocks = [
        _overview(made, request, words),
        _kept(report, words),
        _assumed(made, words, language),
        _unwritten(made, words),
        _not_followed(made, request, words),
        _findings(made.understood.diagnostics, request, words),
        _next(made, request, words),
    ]
    return "\n\n".join("\n".join(block) for block in map(list, blocks) if block) + "\n"


def refusal(refused: Refused, source: Source, request: Request, language: str) -> str:
    """Why nothing was written."""
    from groundplan import report

    words = _words(language)
    reasons = [_gap(one, refused.scaffold, words) for one in refused.gaps]
    if request.form == "json":
        found = json.loads(report.render("json", refused.diagnostics, source, report.Options(language)))
        return _json({"status": "refused", "reasons": reasons, "lint": found})
    shown = ""
    if refused.diagnostics:
        shown = report.render("text", refused.diagnostics, source, report.Options(language, request.color))
        reasons.append(words("new.refused"))
    return shown + "".join(f"groundplan: {reason}\n" for reason in reasons)


def _gap(gap: Gap, scaffold: str, words: Words) -> str:
    """`sessions are stated at spec.md:118 and ...`."""
    place = f"{gap.span.path}:{gap.span.line}" if gap.span else ""
    values = {
        "title": one_line(gap.title),
        "question": gap.question,
        "place": words("new.stated", place=place) if place else words("new.decided"),
        "scaffold": scaffold,
        "best": gap.best,
        "best_title": gap.best_title,
    }
    told = words("new.unsupported" if scaffold else "new.no_scaffold", **values)
    return told + (words("new.instead", **values) if gap.best else "")


def _overview(made: Made, request: Request, words: Words) -> Iterator[str]:
    blueprint = made.blueprint
    title = one_line(blueprint.service.title)
    values = {
        "title": title if title.startswith(blueprint.service.id) else f"{blueprint.service.id} {title}".strip(),
        "stack": ", ".join(blueprint.decisions.of(one).title for one in _STACK),
        "files": len(made.tree),
        "operations": len(blueprint.operations),
        "tables": len(blueprint.resources),
        "target": request.target,
    }
    yield words("new.dry_run" if request.dry_run else "new.made", **values)


def _kept(report: WriteReport, words: Words) -> Iterator[str]:
    for key in ("replaced", "kept", "removed"):
        paths: Sequence[str] = getattr(report, key)
        if paths:
            yield words(f"new.{key}", count=len(paths))


def _assumed(made: Made, words: Words, language: str) -> Iterator[str]:
    found = _assumptions(made)
    if found:
        yield words("new.assumed")
    for one in found:
        because = next((row.because.of(language) for row in one.fired if row.stage == one.stage), "")
        reason = f": {because}" if because else ""
        yield f"  {catalogue.text(f'decide.question.{one.question}', language)}: {one.title}{reason}"


def _assumptions(made: Made) -> list[Decision]:
    return [one for one in made.blueprint.decisions.decisions if one.assumed]


def _unwritten(made: Made, words: Words) -> Iterator[str]:
    found = _custom(made)
    if found:
        yield words("new.unwritten")
    for one in found:
        named = f"  ({', '.join(map(one_line, one.requirements))})" if one.requirements else ""
        yield f"  {one.method} {one_line(one.path)}{named}"


def _custom(made: Made) -> list[Operation]:
    return [one for one in made.blueprint.operations if one.kind == "custom"]


def _not_followed(made: Made, request: Request, words: Words) -> Iterator[str]:
    """What the plan could not follow: the only findings that no other command shows."""
    from groundplan import report

    found = [one for one in made.blueprint.problems if one.severity != "note"]
    if found:
        yield words("new.not_followed")
        options = report.Options(made.blueprint.service.language, request.color)
        shown = report.render("concise", found[:_MOST], made.understood.source, options)
        yield from (f"  {line}" for line in shown.splitlines())
    if len(found) > _MOST:
        yield "  " + words("new.more", count=len(found) - _MOST)


def _findings(found: list[Diagnostic], request: Request, words: Words) -> Iterator[str]:
    counts = _counts(found)
    if any(counts.values()):
        told = ", ".join(words(f"report.{_plural(key, count)}", count=count) for key, count in counts.items() if count)
        yield words("new.findings", counts=told, command=f"groundplan lint {shlex.quote(request.spec)}")


def _plural(severity: str, count: int) -> str:
    return f"{severity}_counted" if count == 1 else f"{severity}s_counted"


def _counts(found: list[Diagnostic]) -> dict[str, int]:
    return {severity: sum(one.severity == severity for one in found) for severity in _SEVERITIES}


def _next(made: Made, request: Request, words: Words) -> Iterator[str]:
    yield words("new.next")
    for step in _steps(made, request):
        yield f"  {step}"


def _steps(made: Made, request: Request) -> Iterator[str]:
    """The commands to type."""
    yield 'cd "$PWD"' if request.here else f"cd {shlex.quote(str(request.target))}"
    commands = made.scaffold.commands
    auth = made.blueprint.auth
    wanted = ["run", "test", "check"]
    if auth.scheme != "none" and not auth.open_registration:
        wanted.insert(0, "create_user")
    yield from (commands[name] for name in wanted if name in commands)


def _success_data(made: Made, report: WriteReport | None, request: Request, language: str) -> dict[str, Any]:
    decisions = made.blueprint.decisions.decisions
    return {
        "status": "written" if report else "dry-run",
        "target": str(request.target),
        "scaffold": made.scaffold.id,
        "stack": {one.question: one.outcome for one in decisions},
        "counts": {
            "files": len(made.tree),
            "operations": len(made.blueprint.operations),
            "tables": len(made.blueprint.resources),
        },
        "files": [path for path, _ in made.tree],
        "replaced": list(report.replaced) if report else [],
        "kept": list(report.kept) if report else [],
        "removed": list(report.removed) if report else [],
        "assumed": [{"question": one.question, "outcome": one.outcome} for one in _assumptions(made)],
        "not_implemented": [
            {"operation": one.id, "method": one.method, "path": one.path, "requirements": list(one.requirements)}
            for one in _custom(made)
        ],
        "not_followed": [f"{one.code}: {one.message}" for one in made.blueprint.problems if one.severity != "note"],
        "findings": _counts(made.understood.diagnostics),
        "next": list(_steps(made, request)),
        "language": language,
    }


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _words(language: str) -> Words:
    def words(key: str, **values: object) -> str:
        return catalogue.text(key, language, **values)

    return words
