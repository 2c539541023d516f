"""Words for people in a sentence, as grants: `the owner and admins`, `본인과 관리자`."""

from __future__ import annotations

from groundplan import regex
from groundplan.plan.access import access
from groundplan.plan.access.access import World
from groundplan.plan.model.rights import Grant
from groundplan.plan.words import tables

_BETWEEN = regex.compile(r"[,/·&]|\b(?:and|or|nor)\b|(?<=[가-힣])(?:과|와|이나)\s|\s(?:및|또는|혹은)\s")
_TOPIC = regex.compile(r".*[가-힣](?:은|는|이|가|을|를)\s+")
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "own", "each", "every", "only"})
_ITSELF = frozenset({"himself", "herself", "itself", "themself", "themselves"})


def grants(words: str, subject: str, world: World) -> list[Grant]:
    """The grants on rows of `subject` that the words name; none at all where one of them means nothing here.

    What stands before a comma may be what the field is (`재고, 관리자`): then the words behind it say who.
    """
    found = _all(words, subject, world)
    return found or (_all(words.rpartition(",")[2], subject, world) if "," in words else [])


def _all(words: str, subject: str, world: World) -> list[Grant]:
    parts = [one for one in map(_bare, _BETWEEN.split(_TOPIC.sub("", words))) if one]
    found = [_grants(one, subject, world) for one in parts] if world.account else []
    return [] if not all(found) else [grant for one in found for grant in one]


def _bare(part: str) -> str:
    """Without articles; what somebody has or belongs to says nothing of who it is."""
    words = [one for one in part.split(" of ")[0].split() if one not in _ARTICLES]
    return "owner" if words and words[-1] in _ITSELF else " ".join(words)


def _grants(part: str, subject: str, world: World) -> tuple[Grant, ...]:
    """The grants of one word. Of an account, one person with an account is the account itself, whatever roles say."""
    itself = access.owner_grant(world, subject) if subject == world.account else None
    if itself is not None and _is_anybody(part, world):
        return (itself,)
    for word in _spellings(part):
        found = access.grants(world, subject, word)
        if found is not None:
            return found or _everybody(part, world, account=itself is not None)
    return ()


def _spellings(part: str) -> list[str]:
    """English speaks of several; Korean puts what describes somebody before the word."""
    last = part.split()[-1]
    return list(dict.fromkeys((part, part.removesuffix("s") if part.isascii() else last)))


def _is_anybody(word: str, world: World) -> bool:
    return word.isascii() and tables.fold(word) in (*tables.words("account"), tables.fold(world.account))


def _everybody(word: str, world: World, *, account: bool) -> tuple[Grant, ...]:
    """Whoever has an account, by any role; not guessed where the word may mean one person, or the row itself."""
    several = word.endswith("s") or (not word.isascii() and not account)
    return (Grant(kind="role", roles=world.roles),) if several and world.roles else ()
