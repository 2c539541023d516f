"""How it runs: middleware, integrations, observability, deployment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit.markdown import Block, Bullets, Heading, Markup, Paragraph, code, codes, join

if TYPE_CHECKING:
    from groundplan.emit.architecture.context import Context
    from groundplan.plan.model.blueprint import Integration


def middleware(context: Context) -> list[Block]:
    """The layers around every request, outermost first."""
    items = tuple(join((code(one.id), one.reason), ": ") for one in context.blueprint.middleware)
    blocks: list[Block] = [Heading(2, context.words("middleware_section")), Paragraph(context.words("outermost"))]
    return [*blocks, Bullets(items, numbered=True)]


def integrations(context: Context) -> list[Block]:
    """Third parties, out and in."""
    made = context.blueprint.integrations
    heading = Heading(2, context.words("integrations_section"))
    if not made:
        return [heading, Paragraph(context.words("no_integrations"))]
    head = ("integration", "url", "calls", "protected", "webhook", "place")
    return [heading, context.table(head, [_integration(one, context) for one in made])]


def _integration(one: Integration, context: Context) -> tuple[str, ...]:
    hook = join((context.endpoint(one.webhook_operation), one.signature)) if one.webhook_operation else ""
    protection = context.words("protection", timeout=f"{one.timeout_seconds:g}", retries=one.retries)
    return one.title, code(one.url), codes(one.operations), protection, hook, context.place(one.span)


def deployment(context: Context) -> list[Block]:
    """Observability, environment variables, how it stops."""
    made = context.blueprint
    decision = context.decisions.get("observability")
    optional = [key for key in ("redis", "metrics", "traces") if key in made.features]
    watched = ("health", *optional, "logs", "request_id", "shutdown")
    blocks: list[Block] = [Heading(2, context.words("deployment_section"))]
    if decision is not None:
        blocks.append(Paragraph(decision.title))
    blocks.append(Bullets((*(context.words(f"watch_{key}") for key in watched), *_kept(context))))
    rows = [(code(one.name), code(one.kind), _default(one.default, context), one.description) for one in made.settings]
    return [
        *blocks,
        Heading(3, context.words("environment_section")),
        context.table(("variable", "kind", "default", "meaning"), rows),
    ]


def _kept(context: Context) -> tuple[Markup, ...]:
    """A line on the answers that the cache keeps."""
    kept = [one for one in context.blueprint.operations if one.cache]
    seconds = max((one.cache.seconds for one in kept if one.cache), default=0)
    endpoints = join((context.endpoint(one.id) for one in kept), ", ")
    return (join((endpoints, context.words("watch_cache", seconds=seconds)), ": "),) if kept else ()


def _default(default: str | None, context: Context) -> str:
    if default is None:
        return context.words("required")
    return code(default) if default else ""
