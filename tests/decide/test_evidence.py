"""What manifests tell, and that a hostile or broken repository costs a note and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.decide.evidence import gather


def lay(root: Path, **files: str) -> Path:
    (root / ".git").mkdir(parents=True)
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    spec = root / "docs" / "spec.md"
    spec.parent.mkdir(exist_ok=True)
    spec.write_text("# Spec\n", encoding="utf-8")
    return spec


def answers(spec: Path) -> set[tuple[str, str, str]]:
    return {(one.question, one.value, one.path) for one in gather(spec).found}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("requirements.txt", "FastAPI>=0.1\n# flask\n-r other.txt\n", ("framework", "fastapi")),
        ("pyproject.toml", '[project]\ndependencies = ["django>=5"]\n', ("framework", "django")),
        ("pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.11"\nFlask = "3"\n', ("framework", "flask")),
        ("Pipfile", '[packages]\nflask = "*"\n', ("framework", "flask")),
        ("package.json", '{"dependencies": {"koa": "2"}}', ("framework", "koa")),
        ("go.mod", "module x\nrequire github.com/labstack/echo/v4 v4.1.0\n", ("framework", "echo")),
        ("Cargo.toml", '[dependencies]\nrocket = "0.5"\n', ("framework", "rocket")),
        ("pom.xml", "<parent><groupId>io.quarkus.platform</groupId></parent>", ("framework", "quarkus")),
        ("build.gradle.kts", 'plugins { id("org.springframework.boot") version "3" }', ("framework", "springboot")),
        ("composer.json", '{"require": {"symfony/framework-bundle": "^7"}}', ("framework", "symfony")),
        ("Shop.csproj", '<Project Sdk="Microsoft.NET.Sdk.Web" />', ("framework", "aspnetcore")),
        ("build.sbt", '"com.softwaremill.sttp.tapir" %% "tapir-core" % "1"', ("framework", "http4s-tapir")),
        ("docker-compose.yml", "services:\n  db:\n    image: postgres:16\n", ("database", "postgresql")),
        ("compose.yaml", "services:\n  db:\n    image: ghcr.io/x/mariadb\n", ("database", "mysql")),
        ("alembic.ini", "[alembic]\n", ("migrations", "alembic")),
        ("prisma/schema.prisma", 'datasource db {\n  provider = "mysql"\n}\n', ("database", "mysql")),
    ],
)
def test_a_manifest_answers(tmp_path: Path, name: str, text: str, expected: tuple[str, str]) -> None:
    assert (*expected, name) in answers(lay(tmp_path / "repo", **{name: text}))


def test_indirect_development_and_front_end_dependencies_do_not_count(tmp_path: Path) -> None:
    spec = lay(
        tmp_path / "repo",
        **{
            "go.mod": "module x\nrequire github.com/gin-gonic/gin v1.1.0 // indirect\n",
            "package.json": '{"dependencies": {"react": "19"}, "devDependencies": {"express": "4"}}',
        },
    )
    assert answers(spec) == {("language", "go", "go.mod")}


def test_nest_outranks_its_adapter(tmp_path: Path) -> None:
    spec = lay(tmp_path / "repo", **{"package.json": '{"dependencies": {"fastify": "5", "@nestjs/core": "11"}}'})
    assert answers(spec) == {("framework", "nestjs", "package.json")}


def test_the_search_stops_at_the_repository(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("flask\n")
    spec = lay(tmp_path / "repo")
    assert gather(spec).found == ()


def test_a_relative_path_does_not_lead_through_another_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path / "here", **{"requirements.txt": "flask"})
    lay(tmp_path / "there")
    monkeypatch.chdir(tmp_path / "here")
    assert gather(Path("../there/docs/spec.md")).files == ()


def test_a_spec_in_no_repository_has_no_evidence(tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Spec\n")
    assert not gather(spec).found


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", b"{"),
        ("package.json", b"[" * 100_000),
        ("package.json", b'{"dependencies": [1, null]}'),
        ("pyproject.toml", b"[project\n"),
        ("pyproject.toml", b"project = 3\n"),
        ("Cargo.toml", b"\xff\xfe\x00"),
        ("composer.json", b"null"),
        ("requirements.txt", b"x" * (2 << 20)),
        ("pom.xml", b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>"),
        ("go.mod", b"require\n" * 1000),
        ("go.mod", b"require " + b"a." * 100_000),
        ("pom.xml", b"<!--" * 200_000),
        ("build.gradle", b'"' + b"a." * 400_000),
        ("build.gradle", b"/*" * 400_000),
        ("App.csproj", b"<PackageReference " * 50_000),
        ("package.json", b'{"dependencies": {' + b",".join(b'"p%d": "1"' % n for n in range(40_000)) + b"}}"),
    ],
)
def test_a_broken_manifest_is_a_note_at_most(tmp_path: Path, name: str, content: bytes) -> None:
    spec = lay(tmp_path / "repo")
    (spec.parents[1] / name).write_bytes(content)
    evidence = gather(spec)
    assert evidence.files == (name,)
    assert not [one for one in evidence.found if one.question == "framework"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("flask\n")
    spec = lay(tmp_path / "repo")
    (spec.parents[1] / "requirements.txt").symlink_to(outside)
    assert gather(spec).found == ()


def test_unreadable_json_is_named(tmp_path: Path) -> None:
    spec = lay(tmp_path / "repo", **{"package.json": "{"})
    ((path, reason),) = gather(spec).notes
    assert path == "package.json"
    assert reason
