"""The work: phases in order with relative priorities, and what proves each requirement. No estimates of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit.markdown import Block, Bullets, Heading, Markup, Paragraph, code, codes, join

if TYPE_CHECKING:
    from groundplan.emit.architecture.context import Context
    from groundplan.plan.model.blueprint import Trace
    from groundplan.plan.model.demands import Behaviour

_PRIORITIES = {"setup": "critical", "models": "high", "endpoints": "high", "optimisation": "medium"}


def phases(context: Context) -> list[Block]:
    """Set-up, core models, endpoints, optimisation."""
    service = context.blueprint.service
    identifier = service.id or service.name.kebab.upper()
    chain = codes((f"@SPEC:{identifier}", f"@TEST:{identifier}", f"@CODE:{identifier}", f"@DOC:{identifier}"), " → ")
    blocks: list[Block] = [Heading(2, context.words("phases_section")), Paragraph(join((context.words("tags"), chain)))]
    tasks = {"setup": _setup, "models": _models, "endpoints": _endpoints, "optimisation": _optimisation}
    for number, (phase, listed) in enumerate(tasks.items(), 1):
        title = context.words("phase", number=number, name=context.words(f"phase_{phase}"))
        priority = context.words("priority", value=context.words(f"priority_{_PRIORITIES[phase]}"))
        blocks += [Heading(3, title), Paragraph(priority), Bullets(tuple(listed(context)))]
    return blocks


def _setup(context: Context) -> list[str]:
    made = context.blueprint
    stack = [
        ("framework", made.stack.framework),
        ("database", made.stack.database),
        ("migrations", made.stack.migrations),
    ]
    tools = ", ".join(context.title(question, identifier) for question, identifier in stack if identifier)
    return [
        context.words("task_project", tools=tools),
        join((context.words("task_settings"), codes(one.name for one in made.settings))),
        join((context.words("task_middleware"), codes(one.id for one in made.middleware))),
        context.words("task_pipeline"),
    ]


def _models(context: Context) -> list[str]:
    """One task a table, referenced tables first, which is the order of the Blueprint."""
    tables = [
        _model_task(one.table, [key.table for key in one.foreign_keys], context) for one in context.blueprint.resources
    ]
    return [*tables, context.words("task_migration")]


def _model_task(table: str, needed: list[str], context: Context) -> Markup:
    after = [name for name in dict.fromkeys(needed) if name != table]
    return join((code(table), join((context.words("after"), codes(after))) if after else ""), " – ")


def _endpoints(context: Context) -> list[str]:
    """One task a tag: authentication first, because every other test signs in."""
    made = context.blueprint
    first = {made.auth.register, made.auth.login, made.auth.refresh, made.auth.logout, made.auth.me} - {""}
    groups: dict[str, list[str]] = {}
    for operation in sorted(made.operations, key=lambda one: one.id not in first):
        groups.setdefault(operation.tag.human, []).append(operation.id)
    return [join((code(tag), join((context.endpoint(one) for one in ids), ", ")), ": ") for tag, ids in groups.items()]


def _optimisation(context: Context) -> list[str]:
    made = context.blueprint
    indexes = [one.name for resource in made.resources for one in resource.indexes if not one.unique]
    targets = [one.text for one in context.targets()]
    tasks: list[str] = [join((context.words("task_indexes"), codes(indexes)))] if indexes else []
    tasks += [context.words("task_target", target=target) for target in targets]
    if made.stack.cache not in ("", "none"):
        tasks.append(context.words("task_cache", cache=context.title("cache", made.stack.cache)))
    return [*tasks, context.words("task_load")]


def behaviours(context: Context) -> list[Block]:
    """The requirements that became behaviour: what it is, on which operations."""
    heading = Heading(2, context.words("behaviours_section"))
    if not context.blueprint.behaviours:
        return [heading, Paragraph(context.words("no_behaviours"))]
    head = ("requirement", "behaviour", "does", "endpoints", "place")
    return [heading, context.table(head, [_behaviour(one, context) for one in context.blueprint.behaviours])]


def _behaviour(one: Behaviour, context: Context) -> tuple[str, ...]:
    return (
        code(one.requirement),
        join((context.words(f"behaviour_{one.kind}"), code(one.rule))),
        one.because,
        join((context.endpoint(it) for it in one.operations), ", "),
        context.place(one.span),
    )


def traceability(context: Context) -> list[Block]:
    """Requirement, operations, what became of it, where it stands."""
    heading = Heading(2, context.words("trace_section"))
    if not context.blueprint.traces:
        return [heading, Paragraph(context.words("no_requirements"))]
    head = ("requirement", "text", "endpoints", "outcome", "place")
    return [heading, context.table(head, [_trace(one, context) for one in context.blueprint.traces])]


def _trace(trace: Trace, context: Context) -> tuple[str, ...]:
    return (
        code(trace.id),
        join((trace.title, trace.text), ": ") if trace.title and trace.title != trace.text else trace.text,
        join((context.endpoint(one) for one in trace.operations), ", "),
        context.words(f"trace_{trace.status}"),
        context.place(trace.span),
    )
