"""Security schemes of an OpenAPI document, and who may call an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.importing.naming import NOWHERE
from groundplan.providers import named
from groundplan.spec.model import AccessNote, AuthScheme, AuthStatement

if TYPE_CHECKING:
    from groundplan.importing.schemas import Json, Schemas


_PROGRAMS = "clientCredentials"


def _schemes(document: Json, schemas: Schemas) -> dict[str, Json]:
    components = document.get("components")
    declared = components.get("securitySchemes") if isinstance(components, dict) else None
    if not isinstance(declared, dict):
        return {}
    return {str(name): schemas.deref(one, f"securitySchemes/{name}")[0] for name, one in declared.items()}


def statements(document: Json, schemas: Schemas) -> tuple[AuthStatement, ...]:
    """The schemes of the document; one that only signs calls of machines is none."""
    found: dict[str, AuthStatement] = {}
    for name, one in _schemes(document, schemas).items():
        if _signs(name, one):
            continue
        said = _said(one)
        if not said:
            schemas.note(f"securitySchemes/{name}", "security", str(one.get("type") or ""))
        for scheme in said:
            providers = named(str(one).lower()) if scheme == "oauth2" else ()
            found.setdefault(scheme, AuthStatement(scheme, NOWHERE, providers=tuple(providers)))
    return tuple(found.values())


def _said(one: Json) -> tuple[AuthScheme, ...]:
    """The schemes that one declares: the client credentials flow of OAuth 2.0 is that of programs, and by itself."""
    kind, scheme = one.get("type"), str(one.get("scheme") or "").lower()
    if kind == "http":
        return {"bearer": ("jwt",), "basic": ("basic",)}.get(scheme, ())  # type: ignore[return-value]
    if kind == "apiKey":
        return ("session",) if one.get("in") == "cookie" else ("api_key",)
    if kind not in ("oauth2", "openIdConnect"):
        return ()
    flows = one.get("flows")
    names = set(flows) if isinstance(flows, dict) else set()
    people: tuple[AuthScheme, ...] = () if names == {_PROGRAMS} else ("oauth2",)
    return (*people, "client_credentials") if _PROGRAMS in names else people


def _signs(name: str, one: Json) -> bool:
    words = f"{name} {one.get('name', '')}".lower()
    return one.get("type") == "apiKey" and ("signature" in words or "hmac" in words)


def access(operation: Json, document: Json, schemas: Schemas) -> AccessNote | None:
    """Who may call: stated for the operation, or for all. OpenAPI 3.1 lets a requirement name roles."""
    stated: Any = operation.get("security", document.get("security"))
    if not isinstance(stated, list):
        return None
    declared = _schemes(document, schemas)
    wanted = [one for one in stated if isinstance(one, dict)]
    if not wanted or {} in wanted:
        return AccessNote("public", NOWHERE)
    names = {str(name) for one in wanted for name in one}
    if names and all(_signs(name, declared.get(name, {})) for name in names):
        return AccessNote("signature", NOWHERE)
    is_new = str(document.get("openapi", "")).startswith("3.1")
    roles = tuple(
        dict.fromkeys(
            str(role)
            for one in wanted
            for name, listed in one.items()
            if is_new and declared.get(str(name), {}).get("type") not in ("oauth2", "openIdConnect")
            for role in (listed if isinstance(listed, list) else ())
        )
    )
    return AccessNote("roles", NOWHERE, roles) if roles else AccessNote("authenticated", NOWHERE)
