"""Finding scaffolds, merging their parts, and the cache of compiled templates."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from groundplan import resources, scaffold
from groundplan.errors import ResourceError
from groundplan.scaffold.lock import LOCK_PATH
from tests.scaffold_engine.blueprints import blueprint

MANIFEST = "id: tiny\ntitle: Tiny\nlanguage: tiny\nextends: [_base]\nfiles: [{template: a.j2, to: a.txt}]\n"


@pytest.fixture
def own_scaffolds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a scaffold `tiny` that extends `_base`; both make a.txt, only `_base` makes b.txt."""
    for name, text in {
        "tiny/scaffold.yaml": MANIFEST,
        "tiny/templates/a.j2": "{% extends '_base/a.j2' %}{% block body %}near{% endblock %}",
        "_base/part.yaml": "files: [{template: a.j2, to: a.txt}, {template: b.j2, to: b.txt}]\nreserved: [class]\n",
        "_base/templates/a.j2": "from base: {% block body %}far{% endblock %}\n",
        "_base/templates/b.j2": "b\n",
    }.items():
        path = tmp_path / "scaffolds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "rules").mkdir()
    monkeypatch.setattr(resources, "_ROOT", tmp_path)
    monkeypatch.setenv("GROUNDPLAN_CACHE", str(tmp_path / "cache"))
    return tmp_path / "scaffolds"


@pytest.mark.usefixtures("own_scaffolds")
def test_nearest_part_wins_and_may_extend_what_it_replaces() -> None:
    tree = scaffold.render(blueprint(), scaffold.load("tiny"))

    assert {path: file.text for path, file in tree if path != LOCK_PATH} == {
        "a.txt": "from base: near\n",
        "b.txt": "b\n",
    }
    assert scaffold.available() == ("tiny",)
    assert scaffold.load("tiny").reserved == {"class"}


@pytest.mark.usefixtures("own_scaffolds")
@pytest.mark.parametrize("name", ["nothing", "../tiny", "_base", ""])
def test_unknown_framework_names_those_that_exist(name: str) -> None:
    with pytest.raises(ResourceError, match=r"no scaffold for .*; there are: tiny"):
        scaffold.load(name)


def test_entry_point_gives_a_scaffold(own_scaffolds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other"
    (own_scaffolds / "tiny").rename(other)
    facts = tmp_path / "site" / "other-1.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Name: other\nVersion: 1\n")
    (facts / "entry_points.txt").write_text("[groundplan.scaffolds]\nother = other_scaffold:FOLDER\n")
    (tmp_path / "site" / "other_scaffold.py").write_text(f"FOLDER = {str(other)!r}\n")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))

    found = scaffold.load("other")

    assert (found.id, found.trusted, scaffold.available()) == ("tiny", False, ("other",))


def test_changed_template_changes_digest_and_output_despite_the_cache(own_scaffolds: Path) -> None:
    first = scaffold.load("tiny")
    scaffold.render(blueprint(), first)
    (own_scaffolds / "_base/templates/b.j2").write_text("c\n")
    second = scaffold.load("tiny")

    assert first.digest != second.digest
    assert scaffold.render(blueprint(), second)["b.txt"].text == "c\n"


def test_compiled_templates_are_reused_and_damage_is_harmless(own_scaffolds: Path) -> None:
    made = scaffold.load("tiny")
    first = scaffold.render(blueprint(), made)
    cached = sorted((own_scaffolds.parent / "cache" / "groundplan").glob("templates-*.bin"))
    before = [path.read_bytes() for path in cached]
    again = scaffold.render(blueprint(), made)
    assert cached
    assert [path.read_bytes() for path in cached] == before
    for path in cached:
        path.write_bytes(path.read_bytes()[:20])

    assert list(first) == list(again) == list(scaffold.render(blueprint(), made))


def test_code_is_not_taken_from_a_folder_that_others_can_write(own_scaffolds: Path) -> None:
    folder = own_scaffolds.parent / "cache" / "groundplan"
    folder.mkdir(parents=True)
    folder.chmod(0o777)

    assert resources.private_file("x.bin") is None
    assert len(scaffold.render(blueprint(), scaffold.load("tiny"))) == 3
    assert not list(folder.glob("templates-*"))


@pytest.mark.usefixtures("own_scaffolds")
def test_lock_has_the_hash_and_owner_of_every_file() -> None:
    made = scaffold.load("tiny")
    tree = scaffold.render(blueprint(), replace(made, rows=(made.rows[0], made.rows[1]._replace(owner="user"))))
    lock = json.loads(tree[LOCK_PATH].text)

    assert lock["files"] == {
        "a.txt": {"hash": f"sha256:{sha256(b'from base: near' + bytes([10])).hexdigest()}", "owner": "tool"},
        "b.txt": {"hash": f"sha256:{sha256(b'b' + bytes([10])).hexdigest()}", "owner": "user"},
    }
    assert lock["scaffold"] == {"id": "tiny", "hash": made.digest}
    assert lock["decisions"] == {"framework": {"outcome": "tiny", "stage": "stated", "assumed": False}}
