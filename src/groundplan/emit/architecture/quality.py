"""Security, performance, tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit.markdown import Block, Bullets, Heading, Markup, Paragraph, code, codes, join, strong

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.emit.architecture.context import Context
    from groundplan.plan.model.blueprint import Blueprint


def _has_accounts(blueprint: Blueprint) -> bool:
    return bool(blueprint.auth.account)


def _always(_: Blueprint) -> bool:
    return True


# OWASP Top 10 (2021) and what the service contract does about each; only what this service really has is told.
_OWASP: tuple[tuple[str, str, Callable[[Blueprint], bool]], ...] = (
    ("A01", "access", lambda made: made.auth.scheme != "none"),
    ("A02", "passwords", _has_accounts),
    ("A02", "tokens", lambda made: made.auth.scheme == "jwt"),
    ("A02", "cookies", lambda made: bool(made.auth.session_cookie)),
    ("A03", "injection", _always),
    ("A04", "limits", lambda made: bool(made.rate_limits)),
    ("A05", "headers", _always),
    ("A05", "cors", lambda made: bool(made.cors_origins)),
    ("A05", "errors", _always),
    ("A06", "dependencies", _always),
    ("A07", "sign_in", _has_accounts),
    ("A07", "rotation", lambda made: made.auth.scheme == "jwt" and made.auth.rotating),
    ("A08", "webhooks", lambda made: any(one.kind == "webhook_in" for one in made.operations)),
    ("A09", "logs", _always),
    ("A10", "outbound", lambda made: bool(made.integrations)),
)


def security(context: Context) -> list[Block]:
    """What is done against each class of attack."""
    rows = [
        (code(item), context.words(f"owasp_{item}"), context.words(f"security_{key}"))
        for item, key, holds in _OWASP
        if holds(context.blueprint)
    ]
    return [Heading(2, context.words("security_section")), context.table(("owasp", "risk", "measure"), rows)]


def performance(context: Context) -> list[Block]:
    """Targets, cache, limits."""
    made = context.blueprint
    targets = [(one.text, context.place(one.span)) for one in context.targets()]
    blocks: list[Block] = [Heading(2, context.words("performance_section"))]
    if targets:
        blocks.append(context.table(("target", "place"), targets))
    else:
        blocks.append(Paragraph(context.words("no_targets")))
    facts = [
        ("cache", context.title("cache", made.stack.cache) or context.words("cache_none")),
        ("body_limit", context.words("bytes", count=made.body_limit_bytes)),
        ("timeout", f"{made.timeout_seconds} s"),
        ("cors", codes(made.cors_origins) if made.cors_origins else context.words("cors_none")),
    ]
    limits = [
        (
            code(one.name),
            context.words("limit_rate", requests=one.requests, seconds=one.seconds),
            code(one.key),
            context.place(one.span),
        )
        for one in made.rate_limits
    ]
    blocks.append(context.facts(facts))
    return [*blocks, context.table(("limit", "rate", "per", "place"), limits)] if limits else blocks


def tests(context: Context) -> list[Block]:
    """What is tested, on which level, and how much of the code."""
    kinds = ("unit", "integration", "end_to_end", "contract")
    items = tuple(
        join((strong(context.words(f"test_{kind}")), context.words(f"test_{kind}_does")), ": ") for kind in kinds
    )
    custom = [one.id for one in context.blueprint.operations if one.kind == "custom"]
    blocks: list[Block] = [Heading(2, context.words("tests_section")), Bullets(items)]
    blocks.append(Paragraph(context.words("coverage")))
    if custom:
        skipped = join((context.words("skipped"), join((context.endpoint(one) for one in custom), ", ")))
        blocks.append(Paragraph(skipped))
    return blocks


def statements(context: Context) -> list[Block]:
    """Compliance duties, assumptions and exclusions, as the SPEC says them."""
    blocks: list[Block] = []
    for kind in ("compliance", "assumption", "exclusion"):
        found = [one for one in context.blueprint.statements if one.kind == kind]
        if found:
            items = tuple(_statement(one.text, context.place(one.span)) for one in found)
            blocks += [Heading(3, context.words(f"{kind}_section")), Bullets(items)]
    return [Heading(2, context.words("statements_section")), *blocks] if blocks else []


def _statement(text: str, place: str) -> Markup:
    return join((text, place), " · ")
