"""The five stages, the margin, and clashes."""

from __future__ import annotations

import pytest

from groundplan.decide import decide, diagnostics
from groundplan.decide.engine import threshold
from groundplan.decide.evidence import Evidence, Found
from groundplan.decide.model import QUESTIONS, Decisions
from groundplan.spec.model import AuthStatement, Lifetime, RateLimit, Spec
from tests.decide.specs import at, constraints, endpoints, fact, latency, spec

NOTHING = Evidence()
FASTAPI_ONLY = frozenset({"fastapi"})


def settle(one: Spec, evidence: Evidence = NOTHING, **overrides: str) -> Decisions:
    return decide(one, evidence, overrides, FASTAPI_ONLY)


def found(question: str, value: str, kind: str = "package.json") -> Evidence:
    return Evidence((Found(question, value, kind, kind, 3, value),), (), (kind,))


@pytest.mark.parametrize(("best", "needed"), [(0, 3), (20, 3), (21, 4), (26, 4), (27, 5), (100, 15), (101, 16)])
def test_threshold_is_three_or_fifteen_per_cent_rounded_up(best: int, needed: int) -> None:
    assert threshold(best) == needed


def test_every_question_is_answered_in_order() -> None:
    assert tuple(one.question for one in settle(spec()).decisions) == QUESTIONS


def test_an_empty_spec_takes_the_tie_break_and_says_so() -> None:
    decisions = settle(spec())
    framework = decisions.of("framework")
    assert (framework.outcome, framework.stage, framework.assumed) == ("fastapi", "margin", True)
    assert framework.alternatives == ("fastapi", "express", "nestjs", "springboot")
    assert (decisions.of("auth").outcome, decisions.of("auth").stage) == ("none", "hard")
    codes = [(one.code, one.severity) for one in diagnostics(decisions, strict=False)]
    assert codes == [("ASK001", "warning"), ("ASK001", "warning")]
    assert {one.severity for one in diagnostics(decisions, strict=True)} == {"error"}


def test_a_stated_framework_wins_over_the_repository_and_the_difference_is_told() -> None:
    decisions = settle(spec(frameworks=(fact("FastAPI"),)), found("framework", "express"))
    assert (decisions.of("framework").outcome, decisions.of("framework").stage) == ("fastapi", "stated")
    (told,) = [one for one in diagnostics(decisions, strict=False) if one.code == "CON011"]
    assert told.severity == "warning"
    assert told.primary.span == at(5)
    assert "package.json" in told.message


def test_evidence_decides_when_it_is_one_framework_and_not_when_it_is_two() -> None:
    assert settle(spec(), found("framework", "koa")).of("framework").outcome == "koa"
    both = Evidence(found("framework", "koa").found + found("framework", "gin", "go.mod").found)
    framework = settle(spec(), both).of("framework")
    assert framework.assumed
    assert framework.alternatives[:2] == ("koa", "gin")


def test_without_a_scaffold_the_best_that_has_one_is_named() -> None:
    framework = settle(spec(frameworks=(fact("Spring Boot"),))).of("framework")
    assert (framework.outcome, framework.supported, framework.best_supported) == ("springboot", False, "fastapi")


def test_an_unknown_framework_is_kept_as_stated_and_not_supported() -> None:
    framework = settle(spec(frameworks=(fact("Ruby on Rails"),))).of("framework")
    assert (framework.outcome, framework.stage, framework.supported) == ("ruby on rails", "stated", False)
    assert framework.best_supported == "fastapi"


def test_a_demand_against_a_hard_rule_is_an_error_and_a_preference_gives_way() -> None:
    native = constraints("It ships as a single static binary.")
    demanded = settle(spec(frameworks=(fact("Django"),), constraints=native))
    assert demanded.of("framework").outcome == "django"
    (clash,) = [one for one in demanded.clashes if one.code == "CON010"]
    assert (clash.severity, clash.rule) == ("error", "FW16")
    preferred = settle(spec(frameworks=(fact("Django", "should"),), constraints=native))
    assert preferred.of("framework").language in ("go", "rust", "java", "dotnet")
    assert [one.severity for one in preferred.clashes] == ["note"]


def test_no_candidate_left_is_an_error_and_not_a_guess() -> None:
    decisions = settle(spec(constraints=constraints("Cloudflare Workers only.")))
    framework = decisions.of("framework")
    assert (framework.outcome, framework.supported) == ("none", False)
    assert [one.severity for one in decisions.clashes] == ["error"]


def test_what_the_spec_rejects_is_never_chosen() -> None:
    rejected = (fact("FastAPI", "not"), fact("Fastify", "not"))
    framework = settle(spec(frameworks=rejected, constraints=constraints("x"))).of("framework")
    assert framework.outcome not in ("fastapi", "fastify")
    assert {row.candidate: row.removed_by for row in framework.candidates}["fastapi"] == "FW13"


@pytest.mark.parametrize(
    ("written", "candidate"),
    [("Express.js with TypeScript", "express"), ("ASP.NET Core 9", "aspnetcore"), ("nest.js v11", "nestjs")],
)
def test_a_framework_is_known_however_it_is_written(written: str, candidate: str) -> None:
    assert settle(spec(frameworks=(fact(written),))).of("framework").outcome == candidate


def test_a_known_word_goes_before_an_unknown_one_and_two_known_ones_are_told() -> None:
    runtime = settle(spec(frameworks=(fact("Node.js"), fact("Koa"))))
    assert (runtime.of("framework").outcome, runtime.clashes) == ("koa", ())
    both = settle(spec(frameworks=(fact("Gin"), fact("Koa"))))
    assert both.of("framework").outcome == "gin"
    assert [(one.code, one.severity) for one in both.clashes] == [("CON010", "warning")]


def test_a_cache_beside_a_cdn_leads_and_is_no_clash() -> None:
    decisions = settle(spec(caches=(fact("Cloudflare"), fact("Redis"))))
    assert (decisions.of("cache").outcome, decisions.clashes) == ("redis", ())


def test_a_language_that_no_candidate_speaks_removes_nothing() -> None:
    assert settle(spec(languages=(fact("Swift"),))).of("framework").outcome == "fastapi"
    assert settle(spec(languages=(fact("C#"),))).of("framework").outcome == "aspnetcore"


def test_an_override_wins_over_what_is_stated() -> None:
    session = spec(auth=(AuthStatement("session", at(8)),))
    decision = settle(session, auth="jwt").of("auth")
    assert (decision.outcome, decision.stage, decision.fired[0].id) == ("jwt", "stated", "CLI")
    assert settle(session).of("auth").outcome == "session"


def test_a_version_is_taken_from_wherever_the_spec_gives_it() -> None:
    facts = (fact("postgresql"), fact("PostgreSQL", line=9, version="16"))
    assert settle(spec(databases=facts)).of("database").outcome_version == "16"
    assert settle(spec(databases=(fact("MySQL 8.4"),))).of("database").outcome_version == "8.4"


def test_stated_numbers_win_over_defaults_and_regulation_over_both() -> None:
    statement = AuthStatement("session", at(8), (Lifetime("idle", 1800, at(8)), Lifetime("absolute", 3600, at(8))))
    auth = settle(spec(auth=(statement,))).of("auth")
    assert (auth.setting("idle_ttl_seconds"), auth.setting("absolute_ttl_seconds")) == (1800, 3600)
    from groundplan.spec.model import Statement

    regulated = settle(spec(auth=(statement,), compliance=(Statement("card data", at(9), "PCI DSS"),))).of("auth")
    assert regulated.setting("idle_ttl_seconds") == 900
    assert regulated.setting("password_minimum") == 12


def test_limits_are_the_stated_ones_and_defaults_fill_the_rest() -> None:
    stated = (RateLimit(60, 60, "user", at(4)), RateLimit(30, 60, "user", at(5)))
    limits = settle(spec(rate_limits=stated, auth=(AuthStatement("jwt", at(2)),))).of("rate_limit")
    assert (limits.setting("requests"), limits.setting("key")) == (30, "user")
    assert (limits.setting("requests", "login"), limits.setting("seconds", "login")) == (5, 60)


@pytest.mark.parametrize(("instances", "size"), [("1", 9), ("2", 5), ("3", 3), ("9", 2), ("44", 2)])
def test_the_pool_is_shared_by_the_instances(instances: str, size: int) -> None:
    pool = settle(spec(instances=fact(instances), databases=(fact("mysql"),))).of("pool")
    assert pool.setting("size") == size


def test_several_instances_need_shared_counters() -> None:
    assert settle(spec(instances=fact("3"))).of("rate_limit").outcome == "redis"
    assert settle(spec()).of("rate_limit").outcome == "memory"


def test_speed_matters_only_at_extreme_targets() -> None:
    def rules(milliseconds: float) -> set[str]:
        return {one.id for one in settle(spec(targets=(latency(milliseconds),))).of("framework").fired}

    assert "FW42" in rules(8)
    assert "FW42" not in rules(80)


def test_words_are_whole_and_not_negated() -> None:
    def chosen(line: str) -> set[str]:
        return {one.id for one in settle(spec(constraints=constraints(line))).of("framework").fired}

    assert "FW40" in chosen("Clients listen on a WebSocket.")
    assert "FW40" not in chosen("There are no WebSocket connections.")
    assert "FW40" not in chosen("웹소켓은 사용하지 않는다.")
    assert "FW46" not in chosen("Terpsichore dances.")


def test_outcomes_do_not_depend_on_the_order_of_constraints() -> None:
    lines = ("An admin panel is needed.", "It runs on AWS Lambda.", "Clients use a mobile app.")
    paths = endpoints("GET /parcels", "POST /auth/login")
    one = settle(spec(constraints=constraints(*lines), endpoints=paths))
    other = settle(spec(constraints=constraints(*reversed(lines)), endpoints=paths))
    sheets = [[(row.candidate, row.total) for d in run.decisions for row in d.candidates] for run in (one, other)]
    assert sheets[0] == sheets[1]
