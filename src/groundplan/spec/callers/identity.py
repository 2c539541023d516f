"""Identity providers that know the callers in the service's stead: Keycloak, Auth0, Supabase Auth ...

A setting of the Spec: `auth.identity_provider=keycloak`. Providers that people merely sign in with, such as Google,
are in `rules/providers.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Fact
from groundplan.spec.text.polarity import is_comparison, is_rejected

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.outline import Region

PROVIDER = "auth.identity_provider"
_NAMES = {
    "keycloak": r"Keycloak|키클록",
    "auth0": r"Auth0",
    "okta": r"Okta",
    "cognito": r"(?:AWS |Amazon )?Cognito",
    "clerk": r"Clerk(?= |\.|,|$)(?! of)",
    "zitadel": r"Zitadel|ZITADEL",
    "authentik": r"[Aa]uthentik",
    "nextauth": r"NextAuth(?:\.js)?|Auth\.js",
    "better-auth": r"[Bb]etter[- ][Aa]uth",
    "supabase": r"Supabase Auth(?:entication)?|Supabase 인증",
    "firebase": r"Firebase Auth(?:entication)?|Firebase 인증",
    "entra": r"Entra ID|Azure AD(?: B2C)?|Azure Active Directory",
    "workos": r"WorkOS",
    "stytch": r"Stytch",
    "lucia": r"Lucia Auth",
}
HINTS = ("keycloak", "키클록", "auth0", "okta", "cognito", "clerk", "zitadel", "authentik", "nextauth", "auth.js",
         "better-auth", "better auth", "supabase", "firebase", "entra", "azure ad", "azure active", "workos", "stytch",
         "lucia")  # fmt: skip


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, regex.compile(rf"(?<![\w-])(?:{pattern})(?![A-Za-z0-9_-])")) for name, pattern in _NAMES.items()
    )


def read(line: Text, region: Region, draft: Draft) -> None:
    """The identity provider that a line names as used."""
    lower = line.text.lower()
    if not any(hint in lower for hint in HINTS) or is_comparison(line.text):
        return
    for name, pattern in _patterns():
        found = pattern.search(line.text)
        if found and not is_rejected(line.text, found.start(), found.end()):
            span = place(region.document.path, line, found.start(), found.end() - found.start())
            draft.settings.append(Fact(f"{PROVIDER}={name}", span))
