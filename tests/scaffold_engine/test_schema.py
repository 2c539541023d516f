"""The published form of `scaffold.yaml` is the one that is checked."""

from __future__ import annotations

import json

from groundplan.scaffold.manifest import Manifest
from tests.conftest import ROOT, Golden


def test_published_schema(golden: Golden) -> None:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Manifest.model_json_schema(by_alias=True)}

    golden(ROOT / "docs" / "scaffold.schema.json", json.dumps(schema, indent=2) + "\n")
