"""What a heading names: an entity, with its label in the other language, or the fields of the one around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex
from groundplan.document import Paragraph, Text
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.spec.text.words import heading, same_name, singular, without_forms

_MARKS = (
    "entity", "entities", "table", "model", "schema", "collection", "document", "resource", "object", "type",
    "representation", "shape", "class", "aggregate", "root",
    "モデル", "テーブル", "エンティティ", "엔티티", "엔터티", "테이블", "모델", "스키마", "컬렉션", "도메인", "클래스",
)  # fmt: skip
_PLACES = ("postgres", "mysql", "sqlite", "mongo", "redis", "table", "entity", "database", "layer", "계층", "레이어")
_FIELDS = frozenset({
    "field", "fields", "column", "columns", "attribute", "attributes", "property", "properties", "필드", "컬럼", "속성",
})  # fmt: skip
_FORMS = frozenset({
    "specification", "specifications", "definition", "definitions", "details", "table", "list", "description",
    "descriptions", "schema", "정의", "명세", "목록", "설명", "상세",
})  # fmt: skip
_TOPICS = frozenset({
    "rule", "rules", "generation", "strategy", "strategies", "considerations", "patterns", "transitions", "lifecycle",
    "objects", "definitions", "calculations", "formulas", "enums", "enumerations", "constants", "states",
    "validation", "validations", "notes", "checklist", "hierarchy", "matrix",
    "규칙", "원칙", "검증", "계산식", "상수", "전략", "방식", "절차", "형식", "흐름", "고려사항", "생명주기",
})  # fmt: skip
"""What a heading of several words is about when it ends so: something of the model, and no part of it."""
_ENUMS = frozenset({"enum", "enums", "enumeration", "열거형", "열거"})


_ENDINGS = frozenset({
    "md", "ts", "tsx", "js", "jsx", "py", "go", "rs", "java", "kt", "cs", "rb", "php", "sql", "prisma", "proto", "json",
    "yaml", "yml", "toml", "xml", "html", "css", "sh", "env", "txt", "csv", "graphql", "dbml", "io", "com", "dev", "ai",
})  # fmt: skip
"""Of files and hosts."""
_EXAMPLES = frozenset({"example", "beispiel", "ejemplo", "exemplo", "exemple", "예시"})


@lru_cache(2048)
def entity_name(title: str) -> tuple[str, str]:
    """The entity that a heading names and its label in the other language; name empty where there is none."""
    spanned = _spanned().match(title) if "`" in title else None
    if spanned:
        return spanned[1], spanned[2] or ""
    words, label = _headed(title)
    if is_topic(words) or is_topic(label) or is_enum(words, label) or _answered().match(title):
        return "", ""
    words = _stated().sub(r"\1\2", words) if "`" in title else words
    words = _counted().sub("", words)
    words = words.split(" — ")[0].split(" - ")[0].strip().removeprefix("The ").removesuffix("/")
    words = of_schema(_unmarked(words))
    plainly = _unmarked(label) != label and _unmarked(label).isascii() and words.isascii()
    if label and (plainly or any(place_ in label.lower() for place_ in _PLACES)):
        label = ""  # `FocusSession（SwiftData モデル）`
    if label and compact(label) in vocabulary("states_of_things"):
        label = ""  # `berths (변경)`
    if _is_of_all(words):
        return "", ""
    file = _file().fullmatch(label) if label.endswith("json") else None
    if file and is_name(words):
        return file[1], " ".join(without_forms(words.split()))  # `항구 데이터 (ports.json)`
    if words.count("/") == 1 and " " not in words and words[:1].isupper():
        words = words.partition("/")[0]  # `Post/Comment`
    if label and not words.isascii() and label.isascii() and is_name(_unmarked(label)):
        return _unmarked(label), words
    if label and not is_name(label):
        label = ""  # `Account (NextAuth.js 표준)`
    return (words, label) if is_name(words) else ("", "")


def _headed(title: str) -> tuple[str, str]:
    """The words of a heading and those of the other language; of `테이블 (DiningTable)`, of a restaurant, the name."""
    words, label = heading(regex.sub(r"(?<=\)) / `?[\w{}.]+`?$", "", title) if ") / " in title else title)
    if title.isascii():
        return words, label
    paired = _paired().fullmatch(words) if not label else None
    if paired:
        return paired[1], paired[2] or paired[3] or paired[4]
    if compact(words) in vocabulary("things") and _typed().fullmatch(label):
        return ("", "") if singular(label).lower() in _MARKS else (label, "")
    return words, label


@cache
def _typed() -> re.Pattern[str]:
    return regex.compile(r"[A-Z][a-z]+\w*")


@cache
def _file() -> re.Pattern[str]:
    return regex.compile(r"`?([a-z]\w*)\.json`?")


@cache
def _spanned() -> re.Pattern[str]:
    """``Firestore `club_events` collection (a document for each event)``."""
    label = r"(?: \(([가-힣]+(?: [가-힣]+){0,2})\)$)?"
    return regex.compile(rf"[^`:]{{0,30}}`([a-z]\w*)` ?(?:collection|table|컬렉션|테이블)(?!\w){label}", re.IGNORECASE)


@cache
def _paired() -> re.Pattern[str]:
    """`회원 - Member`, `회원 / Member`, `회원 [member_logs]`: a name in both languages without brackets."""
    name = r"`?([A-Z][a-z]+\w*|[a-z]+(?:_[a-z\d]+)+)`?"
    return regex.compile(rf"([가-힣]+(?: [가-힣]+)?)(?: [-–—:|] {name}| ?/ ?{name}| ?\[{name}\])")


@cache
def _answered() -> re.Pattern[str]:
    """`200 OK`, `` `404` Not Found``: what is answered; three digits number no heading."""
    return regex.compile(r"[`*]*[1-5]\d\d\b[`*]*(?:\s|$)")


@cache
def _stated() -> re.Pattern[str]:
    """``Extended Table: `boats```, ``Complete `boats` Table``, ``기존 `boats` 테이블``: how far along it is."""
    return regex.compile(
        r"(?:Extended|Complete|Final|Updated|Modified|Existing|New|Current|Full|기존|신규|전체|최종|수정) "
        r"(?:(?:Table|Collection|Model|Entity|테이블):? (\w+)$|(?=\w+ (?:Table|Collection|Model|Entity|테이블))(\w+))",
        re.IGNORECASE,
    )


@cache
def _counted() -> re.Pattern[str]:
    """`Entity: Boat`, `Entity 2: Boat`, `Schema for Boats`, `엔티티 1. 선박`: what is before the name."""
    return regex.compile(
        r"(?:(?:new|proposed|data|domain|jpa|신규|새|데이터) )?"
        r"(?:entity|table|model|collection|domain|aggregate|엔티티|테이블|모델|도메인)"
        r"(?:\s*:| \d{1,3}\s*(?:[:.)]|\s[—–-]))\s*"
        r"|(?:schema|model|table) for (?:the )?(?=[A-Z`])",
        re.I,
    )


def of_schema(words: str) -> str:
    """`inv.sku`, `stock.Item` without the schema or package that it lies in; `docker.yaml` is a file."""
    schema, _, table = words.partition(".")
    is_both = all(one.isidentifier() for one in (schema, table)) and schema.islower()
    spelled = table.islower() or (table[:1].isupper() and table[1:2].islower())
    return table if is_both and spelled and table.lower() not in _ENDINGS else words


def is_topic(words: str) -> bool:
    """`Validation Rules`, `Migration Strategy`: about the model."""
    first, _, last = words.rstrip(":").replace("-", " ").rpartition(" ")
    opening = next(iter(first.split()), "").lower()
    if last.lower() == "rule" and opening not in _OF_RULES:
        return False  # a `Pricing Rule` is kept
    return bool(opening) and (last.lower() in _TOPICS or opening in _EXAMPLES or singular(last.lower()) in _EXAMPLES)


def names_thing(text: str) -> bool:
    """`**Berth**: words`, `**선석(Berth)**: words`: no attribute, as these are written."""
    return text[:2] == "**" and _thing_in_bold().match(text) is not None


@cache
def _thing_in_bold() -> re.Pattern[str]:
    return regex.compile(r"\*\*(?:[A-Z][\w ]*[a-z]\w*|[가-힣][가-힣 ]* ?\([A-Z][\w ]*\))(?: ?\([^()]*\))?:?\*\*:? ")


def is_of_several(name: str) -> bool:
    """Whether a label is rather of a list about the model than of one entity."""
    return len(name.split()) > 1 or singular(name) != name


def camel(name: str) -> str:
    """`Leave request` as one word, with its parts in capitals."""
    return "".join(word[:1].upper() + word[1:] for word in name.split()) if " " in name else name


_OF_RULES = frozenset({"validation", "business", "naming", "integrity", "key", "core", "data", "domain", "main"})
"""Before `rule`: what it rules. Before any other word it is one of many that are kept, a `Pricing Rule`."""
_RULES = frozenset({"rules", "rule", "validation", "validations", "invariants", "규칙", "검증"})


def is_rules(title: str) -> bool:
    """`**Validation Rules**:` says more of fields that are defined elsewhere, `**Scopes** (enum)` what they hold."""
    words, label = heading(title)
    pieces = words.split()
    if len(pieces) > 1 and pieces[-1].lower() == "rule" and pieces[0].lower() not in _OF_RULES:
        return False
    return bool(pieces) and (pieces[-1].lower() in _RULES or label.lower().startswith(("enum", "열거")))


def is_enum(words: str, label: str) -> bool:
    """`OrderStatus (enum)`, `Priority enum`, `Enum: Size`, `등급 (열거형)`: the values of a field."""
    ends = (words.partition(" ")[0].rstrip(":"), words.rpartition(" ")[2], label)
    return any(one.lower() in _ENUMS for one in ends)


def names_table(title: str) -> bool:
    """`Entity: LeaveRequest`, `LeaveRequest (`leave_requests`)`: what is stored, whatever its name means elsewhere."""
    words, label = heading(title)
    if _counted().match(words):
        return True
    return label.isidentifier() and label.islower() and same_name(label) == same_name(words)


def _is_of_all(words: str) -> bool:
    """`Common Columns`, `공통 컬럼`: what every table has."""
    pieces = [piece.lower() for piece in words.split()]
    return len(pieces) > 1 and pieces[-1] in _FIELDS and all(one in vocabulary("generic") for one in pieces[:-1])


_MORE = frozenset({
    "additional", "extra", "other", "further", "optional", "required", "key", "main", "core", "custom", "important",
    "existing", "new", "audit", "common", "stored", "persisted", "table", "database", "support",
    "supporting", "secondary",
    "allowed", "valid", "허용", "저장", "기존", "신규", "추가", "기타", "주요", "핵심", "필수", "선택", "부가", "보조",
})  # fmt: skip


def is_more_fields(title: str) -> bool:
    """`Additional attributes`, `추가 속성`: fields of what stands before, and no name."""
    first, _, last = heading(title)[0].rpartition(" ")
    if not first:
        first = next((one for one in _MORE if last.startswith(one) and not one.isascii()), "")
        last = last.removeprefix(first)
    return first.lower() in _MORE and last.lower() in _FIELDS


_KINDS = frozenset({"types", "kinds", "values", "statuses", "states", "유형", "타입", "종류", "상태", "값"})


def is_besides(name: str) -> bool:
    """`Additional order types`, `추가 거래 유형`: more values of what stands before, and no name."""
    pieces = name.lower().split()
    return len(pieces) > 1 and pieces[0] in _MORE and pieces[-1] in _KINDS


def named_fields(title: str) -> str:
    """The name in `LineItem fields`, `` `lots` columns``, `LineItem 기존 필드`: one as programs spell it."""
    words, _ = heading(title)
    first, _, rest = words.partition(" ")
    *between, last = rest.lower().split() or [""]
    if last not in _FIELDS or not first.isascii() or first.isupper() or not _MORE.issuperset(between):
        return ""
    coded = "_" in first or f"`{first}`" in title or (not first.islower() and not first[1:].islower())
    spelled = coded or (first.istitle() and not last.isascii())  # `Order 필드`; `Shipping fields` may be any
    return first if spelled and first.lower() not in _MORE and is_name(first) else ""


def _unmarked(words: str) -> str:
    pieces = words.split()
    count = len(pieces)
    while len(pieces) > 1 and all(one in _MARKS for one in pieces[-1].lower().strip(":").split("/")):
        pieces.pop()
    if 1 < len(pieces) < count and pieces[-1].lower() == "row":  # `Order Row Shape`; a `Budget Row` may be a thing
        pieces.pop()
    while len(pieces) > 1 and pieces[0].lower().strip(":") in _MARKS:
        pieces.pop(0)
    return " ".join(pieces)


def is_name(words: str) -> bool:
    """Whether plain words may be the name of an entity."""
    pieces = words.replace("-", " ").split()
    if all(map(_is_generic, pieces)) and (len(pieces) > 1 or words.lower() in vocabulary("generic")):
        return False  # `Logical Data Model`, `MySQL Schema Definition` name no entity
    if any(compact(words) in keywords(part) for part in ("databases", "caches")):
        return False
    if any(piece in ("a", "an", "the") for piece in pieces[1:]) or (words.endswith("다") and len(pieces) > 1):
        return False  # `Make an order`, `강의는 영구 보존한다`
    if len(pieces) > 1 and is_clause(words):
        return False
    return 0 < len(pieces) <= 4 and all(piece.isidentifier() for piece in pieces)


def _is_generic(word: str) -> bool:
    lower = word.lower()
    return lower in vocabulary("generic") or lower in _OF_SCHEMAS or lower in keywords("databases")


_OF_SCHEMAS = frozenset({"schema", "schemas", "definition", "definitions", "specification", "ddl", "sql", "스키마"})


def is_clause(words: str) -> bool:
    """`회원이 소유하는 데이터`: what is listed below, and no name."""
    return not words.isascii() and _clause().match(words) is not None


@cache
def _clause() -> re.Pattern[str]:
    return regex.compile(r"[가-힣]+(?:이|가|을|를) [가-힣]*(?:는|한|된|할|될|던|진|린) [가-힣]+$")


def is_marked(title: str) -> bool:
    """`payment_intents 테이블`, `Users Table`: a name with the word for what it is, and no section."""
    words = heading(title)[0]
    if compact(words) in keywords("sections"):
        return False  # `Key Entities` are none of keys
    return _unmarked(words) != words and _unmarked(words).isidentifier() and is_name(_unmarked(words))


@cache
def _described() -> re.Pattern[str]:
    return regex.compile(r"\*\*([^*]{1,80}?):?\*\*\s*(?:[-–—:]\s+\S|\()")


@cache
def _tabled() -> re.Pattern[str]:
    """`photo table (boat_photos): pictures of a boat`, `사진 테이블 (boat_photos)`."""
    return regex.compile(
        r"([^()`*:.|]{1,40}?)[ ]?(?:테이블|table)(?: 작성| 정의| definition)?\s*\(`?([a-z]\w*)`?\)\s*(?::.*)?$",
        re.IGNORECASE,
    )


def tabled(text: str) -> tuple[str, str]:
    """The table of `사진 테이블 (boat_photos)`, a task before it or not, with its label."""
    plain = _tabled().match(text) if text[-1:] == ")" or "):" in text or ") :" in text else None
    return (plain.group(2), plain.group(1).strip()) if plain else ("", "")


def described(text: str) -> tuple[str, str]:
    """The entity of `**orders table** - what was bought`: a name with the word for what it is, and words behind it."""
    plain = tabled(text)
    if plain[0]:
        return plain
    found = _described().match(text)
    if not found or is_rules(text) or not is_marked(found.group(1)) or found.group(1).split()[0].lower() in _MARKS:
        return "", ""  # `**Table Name**: users` is a label
    return entity_name(found.group(1))


def may_caption(text: str) -> bool:
    """Whether a line is a name in bold with words, or a name alone."""
    return text[:2] == "**" or (text[:1].isupper() and text.isascii() and text.isidentifier()) or is_bilingual(text)


def is_bilingual(text: str) -> bool:
    """`설문 (Survey)`: a name in both languages, and no more."""
    return bool(regex.fullmatch(r"[가-힣]+(?: [가-힣]+){0,2} ?\(`?[A-Z][A-Za-z]+`?\)", text))


def captioned(text: str) -> tuple[str, str]:
    """The entity of `**compartments** – one per door` right above a table of its fields, of `Order` alone."""
    if text[:2] != "**":
        return entity_name(text)
    found = _described().match(text)
    if not found or ":" in text[found.end(1) : found.end()] or is_rules(text):
        return "", ""  # `**Name**: Order` is a label
    return entity_name(found.group(1))


def is_of_fields(title: str) -> bool:
    """`Field Specifications`, `Columns`, `필드 정의` under the heading of an entity: its fields, and no entity."""
    words = [compact(one) for one in heading(title)[0].split()]
    known = bool(words) and words[0] in _FIELDS and all(one in _FIELDS | _FORMS for one in words)
    return known and (len(words) > 1 or singular(words[0]) != words[0] or not words[0].isascii())


_THINGS = frozenset({"performance", "plan", "environment", "deployment", "scope"})


def kind_of_bold(kind: str, name: str) -> str:
    """`**Performance**`, `**Plan**` among entities: a word that heads sections elsewhere is one of them here."""
    return "" if kind in _THINGS and name.isidentifier() and singular(name) == name else kind


def is_bold(text: str) -> bool:
    """Whether a line is in bold, whole."""
    return text.startswith("**") and text.rstrip(":").endswith("**")


def in_bold(text: str) -> str:
    """`**boats** collection (optional):` as the name in bold that it is; any other line as it stands."""
    found = _kind_behind().fullmatch(text) if text[:2] == "**" else None
    return f"{found[1]}:" if found else text


@cache
def _kind_behind() -> re.Pattern[str]:
    kinds = "collection|table|entity|model|컬렉션|테이블|엔티티|모델"
    return regex.compile(rf"(\*\*[^*]{{1,40}}\*\*) (?:{kinds})(?: ?\([^()]{{1,40}}\))?:?", re.IGNORECASE)


def is_noted(text: str) -> bool:
    """`**Scopes** (as strings):`: what stands below is of that, and not of the entity above."""
    return text.startswith("**") and text.endswith((")", "):")) and text.count("**") == 2 and "** (" in text


def unbroken(block: Paragraph) -> Paragraph:
    """A paragraph whose `**Name**: a (x), b (y),` goes on in the next line, with that line made whole."""
    if len(block.lines) < 2 or not any(line.text.endswith(",") for line in block.lines):
        return block
    made: list[Text] = []
    for line in block.lines:
        if made and made[-1].text.endswith(",") and made[-1].text.startswith("**") and line.text[:1] not in "*-":
            made[-1] = made[-1]._replace(text=f"{made[-1].text} {line.text}")
        else:
            made.append(line)
    return block._replace(lines=tuple(made))
