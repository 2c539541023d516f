"""Lines that name a thing of their own: `**orders table** - words`, `- **Session**: words`, `Pet: name, species`."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.callers import declared
from groundplan.spec.draft import place_within
from groundplan.spec.entities import bullets, captions, itemized, shown, worded
from groundplan.spec.entities.headed import KEYS, asked
from groundplan.spec.entities.labels import Labelled
from groundplan.spec.fields import inline, spans
from groundplan.spec.text import titles
from groundplan.spec.text.messages import is_envelope
from groundplan.spec.text.titles import entity_name
from groundplan.spec.text.words import bare, key_value, same_name

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region


class Things(Labelled):
    """Reads such lines, and opens what they name."""

    def __init__(self, region: Region, draft: Draft) -> None:
        super().__init__(region, draft)
        self.tables = itemized.are_tables(region)
        self.named_tables = itemized.named_tables(region)

    def list_things(self, *, outlined: bool) -> None:
        """What all bullets of the region are, where they may name things."""
        region = self.region
        self.coded = itemized.are_models(region)  # what is no code span in their words is no field
        self.stored = itemized.are_stored(region)
        self.lists_entities = outlined or self.coded or self.stored
        self.lists_entities |= region.own == "data_model" and not bullets.are_settings(region)
        self.parts = itemized.listed(region) if region.own == "data_model" else {}
        self.owned = itemized.of_described(region) if self.lists_entities else frozenset()
        self.brackets = itemized.bracketed(region) if self.lists_entities else {}
        self.parents = itemized.parents(region) if self.lists_entities else frozenset()
        self.sentences = worded.sentences(region)
        self.plural = self.lists_entities and worded.are_plural(region)

    def is_headed(self, line: Text) -> bool:
        """`**Berth**: where boats lie` right above bullets of which one says `**Attributes**`."""
        if line.line not in self.heads or self.region.kind != "data_model":
            return False
        key, value, _ = key_value(line.text) if line.text.startswith("**") else ("", "", 0)
        name, label = entity_name(key)
        if name:
            self.open(name, label, line, described=value)
        return bool(name)

    def is_carrying(self, line: Text) -> bool:
        """`` `MooringRecord` is unique per `(boatId, day)` and carries:`` over the fields."""
        found = _carrying().match(line.text) if self.region.kind == "data_model" and line.text[:1] == "`" else None
        if found and not is_envelope(found[1]):
            self.open(found[1], "", line)
        return found is not None

    def is_described(self, line: Text) -> bool:
        """`**orders table** - what was bought`: a name with the word for what it is, and words behind it."""
        name, label = titles.described(line.text) if self.region.kind == "data_model" else ("", "")
        if (
            not name and titles.may_caption(line.text) and captions.is_caption(line, self.region)
        ):  # of a table, or of columns
            name, label = titles.captioned(line.text)
        if name and line.text[:1] != "*" and same_name(name) == same_name(self.name):
            return True  # `user table (users)` below the heading of User
        if name:
            self.open(name, label, line)
        return bool(name)

    def is_listed(self, line: Text) -> bool:
        """`**User**: email (unique), name (max 30), role (customer/owner)` is an entity in one line."""
        if self._is_fielded(line) or self._is_keyed(line):
            return True
        key, value, at = key_value(line.text)
        name, label = entity_name(key) if self.region.kind == "data_model" and line.text.startswith("**") else ("", "")
        name = (
            "" if compact(key) in KEYS or titles.is_more_fields(key) else name
        )  # `**Attributes**: id (UUID), name (text)`
        inner = Text(value, line.line, line.column + at)
        found = inline.attributes(inner, self.path) if name else []
        typed = inline.typed(inner, self.path) if name and not found else ()
        if found or len(typed) > 1:
            self.open(name, label, line)
            self.add(found, line)
            self.fields += typed
            self.indexes += inline.indexes(inner, self.path, found)
        return bool(found) or len(typed) > 1 or (line.line in self.parts and self._of_parts(line))

    def _is_fielded(self, line: Text) -> bool:
        """`user (fields: { name, email })`, `User: { name, email }` in a data model."""
        found = _fielded().fullmatch(line.text) if self.region.kind == "data_model" and "," in line.text else None
        name, label = entity_name(found["name"]) if found else ("", "")
        if not found or not name or compact(name) in KEYS or is_envelope(name):
            return False
        part = "list" if found["list"] else "braced"
        listed_ = Text(found[part].strip(), line.line, line.column + found.start(part))
        own = inline.columns(listed_, self.path, most=True)
        own = [] if all(compact(one.name) in vocabulary("envelope") for one in own) else own
        if len(own) > 1:
            self.open(name, label, line)
            self.fields += own
        return len(own) > 1

    def _is_keyed(self, line: Text) -> bool:
        """`` `crews` (`crew_id` PK, FK to `boats`)`` in a list of tables."""
        if not self.lists_entities or "PK" not in line.text:
            return False
        from groundplan.spec.entities import signatures

        found = signatures.keyed(line, self.path)
        if found:
            self.open(found.name, "", line, described=line.text)
            self.fields += found.fields
        return found is not None

    def _of_parts(self, line: Text) -> bool:
        """`Pet: name, species, birth date` in a list of nothing else."""
        one = self.parts[line.line]
        name, label = entity_name(one.name)
        told = Text(one.parts, line.line, line.column + one.offset)
        found = inline.columns(told, self.path, most=True) if name else []
        if len(found) > 1 and compact(name) not in KEYS:
            self.open(name, label, line)
            self.fields += found
            return True
        return False

    def are_tables(self, line: Text) -> bool:
        """`` - `likes`, `follows`: who cares for whom`` in a list of tables: resources without their fields."""
        if line.line in self.owned:
            return False
        several = self.region.own == "data_model" and "`, `" in line.text
        found = itemized.tables(line) if self.tables or several else []
        found = found or (worded.things(line) if several else [])
        _, value, at = key_value(line.text)
        for one in found:
            self.open(one.text, "", one, described=value or one.text)
        if len(found) > 1:
            self.close()
            self.name = ""  # what follows is of none of them
        if len(found) == 1 and value:
            self.fields += spans.among(Text(value, line.line, line.column + at), self.path)
        return bool(found)

    @cached_property
    def over(self) -> frozenset[int]:
        """The bullets with bullets below them."""
        return itemized.parents(self.region)

    def _is_tabled(self, item: Item, line: Text) -> bool:
        """`- [ ] photo table (boat_photos)` over its columns is a table, whatever heading it stands below."""
        name, label = titles.tabled(line.text) if self.region.kind == "data_model" else ("", "")
        if not name or line.line not in self.over:
            return False
        self.open(name, label.removeprefix("[ ]").removeprefix("[x]").strip(), line)
        self.bullet_depth = item.depth
        return True

    def is_thing(self, item: Item, line: Text) -> bool:
        """`- **Session**: words` or `- User` (with nested bullets) names an entity of its own."""
        if self._is_tabled(item, line):
            return True
        if not self.lists_entities or line.line in self.owned or self.follows(line):
            return False
        line = itemized.without_note(self.whole(item, line))
        if self.is_listed(line):
            self.bullet_depth = item.depth
            return True
        key, value, at = itemized.bold_head(line.text) or key_value(line.text)
        head = key if key else line.text.split(" - ")[0]
        name, label = entity_name(head)
        if line.line in self.parents and not (key and value) and _groups(bare(head).rstrip(":： ")):
            self.close()
            self.name, self.bullet_depth = "", -1  # the bullets below it name things
            return True
        bold = line.text.startswith(("**", "`", "__")) or line.line in self.parents or self.plural
        values = value and (_of_values().match(value) or key.endswith(("(enum)", "(열거형)")))
        sentence = not key and name.endswith("다") and " " in name  # `` `Course`는 **영구 보존**한다 ``
        if (
            sentence
            or line.text.count("`", 0, at if key else 0) % 2  # the colon of `boats`에 `name: string`
            or compact(name) in KEYS
            or titles.is_more_fields(name)
            or not (name or values)
            or not (bold or not value)
            or (bullets.is_typed(line, self.path) and not values and not _says().search(value))
        ):
            return False
        if values or (is_envelope(name) and name not in asked(self.region)):
            self.close()
            self.name = ""
            return True
        self._tell(name, label, line, value, at)
        first = item.lines[0]  # an item that goes on is told in one line, and stands where it begins
        self.place = line._replace(text=line.text[: max(first.column + len(first.text) - line.column, 1)])
        self.bullet_depth = item.depth
        return True

    def follows(self, line: Text) -> bool:
        """Whether a name as programs spell it stands right below a field: among fields `remark` is one."""
        before = self.fields[-1].span.line if self.fields and self.mode == "fields" else 0
        opened = self.place.line if self.place else 0  # a thing with its fields in one line is none of another's
        told = line.line not in self.parents and _in_code().match(line.text) is not None
        return told and opened < before == line.line - 1

    def whole(self, item: Item, line: Text) -> Text:
        """The words of an item that goes on in further lines, as one line; the first where it is no list of things."""
        return line._replace(text=itemized.whole(item)) if self.lists_entities and len(item.lines) > 1 else line

    def within(self, lines: tuple[Text, ...]) -> None:
        """Puts the fields in hand that were read of such words into their own lines."""
        first, own = lines[0], self.fields if len(lines) > 1 else ()
        for at, one in enumerate(own):
            offset = one.span.column - first.column
            if one.span.line == first.line and offset > len(first.text):
                length = one.span.end_column - one.span.column
                self.fields[at] = one._replace(span=place_within(self.path, lines, offset, length))

    def is_told(self, line: Text) -> bool:
        """`**Berth:** a place where one boat lies` as a paragraph."""
        if line.line not in self.sentences:
            return False
        key, value, at = key_value(line.text)
        self._tell(*entity_name(key), line, value, at)
        return True

    def _tell(self, name: str, label: str, line: Text, value: str, at: int) -> None:
        """Opens a thing of which `value`, at `at`, tells, and takes the fields that it lists."""
        from groundplan.spec.entities import enlisted

        self.open(name, label, line, described=value or name)
        inner = Text(value, line.line, line.column + at)
        if _exemplary().search(value) or declared.listed(name, inner, self.path, self.draft):
            return  # rows of it, and no fields
        typed = shown.columns(value, (inner,), self.path) if shown.are_many(value) else []
        typed = typed or ([] if self.coded else enlisted.listed(inner, self.path)) or spans.fields(inner, self.path)
        self.fields += typed or spans.among(inner, self.path) or spans.carried(inner, self.path)
        if line.line in self.brackets and not self.fields:
            self.fields += inline.columns(self.brackets[line.line], self.path)
        self.fields += [] if self.fields else spans.in_brackets(inner, self.path)


@cache
def _in_code() -> re.Pattern[str]:
    return regex.compile(r"`[a-z]\w*`(?=$| ?[(:])|[a-z]+_\w+(?=$| ?\()")


@cache
def _carrying() -> re.Pattern[str]:
    return regex.compile(
        r"`([A-Z]\w*[a-z]\w*)` [^`]*(?:`[^`]*`[^`]*)*\b(?:carries|has|holds|records|stores|contains|includes|tracks):$"
    )


@cache
def _fielded() -> re.Pattern[str]:
    kinds = "fields|columns|attributes|properties|필드|컬럼|속성"
    return regex.compile(
        r"[`*]*(?P<name>[A-Za-z가-힣_][\w-]*)[`*]* ?"
        rf"(?:\((?:{kinds}) ?[:=]? ?\{{?(?P<list>[^{{}}()]+?)\}}? ?\)|[:=] ?\{{(?P<braced>[^{{}}()]+?)\}})"
    )


def _groups(name: str) -> bool:
    """`New tables`, `변경 테이블` over bullets: what they are, and none of them."""
    return name.lower().rpartition(" ")[2] in vocabulary("things")


@cache
def _exemplary() -> re.Pattern[str]:
    """`Sails (jib, genoa, etc), and hulls (steel, etc)`, `Kinds like Sloop, Ketch, Yawl, etc`: some of its rows."""
    return regex.compile(
        r"\([^()]+,? etc\.?\)[^()]*\([^()]+,? etc\.?\)|(?:[, ][A-Z][\w-]+,){2,}(?: [A-Z][\w-]+,)? etc\b"
    )


@cache
def _says() -> re.Pattern[str]:
    """`금액, 통화, 승인 시각을 저장한다.`: a sentence, whatever its first word names."""
    return regex.compile(r"[가-힣], [^.]*[가-힣][을를]? [가-힣]{1,6}다\.?$")


@cache
def _of_values() -> re.Pattern[str]:
    """`**BerthStatus**: Enum of four stages`: the values of a field."""
    return regex.compile(r"(?:an? )?enum(?:eration)?\b|열거형", re.IGNORECASE)
