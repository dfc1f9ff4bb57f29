"""What the documents promise is there, and what is there is in the documents; the repository speaks of the product alone."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from terminal.config import Settings
from terminal.events_register import EVENTS, TABLES
from terminal.journal.header import Header
from tests.house.sources import HOUSE, committed, short

README_CAP = 120
# Said in pieces, so that this file does not say them itself.
TOOLS = [
    "cla" + "ude",
    "anth" + "ropic",
    "chat" + "gpt",
    "open" + "ai",
    "co" + "pilot",
    "lan" + "guage model",
    "sub" + "agent",
]
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "npm" + "js", "index" + "-url", "tuna." + "tsinghua"]
PLACES = ["wo" + "rk/", "ro" + "ot/", "tm" + "p/", "ho" + "me/", "op" + "t/"]
FORBIDDEN = re.compile(
    "|".join(
        [rf"\b{tool}\b" for tool in TOOLS]
        + [re.escape(host) for host in HOSTS]
        + [rf"(?<![\w.$}}~*-])/{place}" for place in PLACES]
    ),
    re.I,
)


def forbidden(text: str) -> list[str]:
    """Names of tools, package hosts and folders of one person's machine; none is the product's business."""
    return [found[0] for found in FORBIDDEN.finditer(text)]


def readable(path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_the_repository_speaks_of_the_product_alone():
    assert {short(path): found for path in committed() if (found := forbidden(readable(path)))} == {}


@pytest.mark.parametrize(
    "text", [f"/{PLACES[0]}x", f"see {TOOLS[0].title()}", f"https://{HOSTS[0]}/simple", f"cd /{PLACES[1]}"]
)
def test_a_word_that_is_not_the_products_is_named(text):
    assert forbidden(text)


@pytest.mark.parametrize(
    "text", ["templates/home/page.html", "network/address", "a session on the web", "options/opt/x"]
)
def test_an_innocent_word_is_left_in_peace(text):
    assert not forbidden(text)


def test_the_readme_can_be_read_in_one_go():
    assert len((HOUSE / "README.md").read_text("utf-8").splitlines()) <= README_CAP


def test_the_readme_names_only_files_that_are_there():
    named = re.findall(
        r"`((?:docs|bin|bench|deploy|seed|static|tests)/[\w./-]+|\w+\.(?:toml|md|lock))`", readable(HOUSE / "README.md")
    )
    assert {name for name in named if not (HOUSE / name).exists()} == set()


def missing_links(text: str, folder: Path) -> list[str]:
    """Links and pictures of a document that lead nowhere inside the house."""
    named = re.findall(r"\]\(([^)#\s]+)", text)
    return [name for name in named if "://" not in name and not (folder / name).exists()]


@pytest.mark.parametrize(
    "document", [HOUSE / "README.md", *sorted((HOUSE / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_every_link_and_picture_of_a_document_is_there(document):
    assert missing_links(readable(document), document.parent) == []


def test_a_picture_nobody_took_is_noticed(tmp_path):
    assert missing_links("![a](pictures/home.png) [b](https://example.org/x)", tmp_path) == ["pictures/home.png"]


def setting_complaints(toml: str, fields: dict[str, set[str]]) -> Iterator[str]:
    """Settings without a comment, unknown to config.py, or missing from the file."""
    found: dict[str, set[str]] = {}
    table, explained, previous = "", False, ""
    for line in toml.splitlines():
        if heading := re.match(r"(?:# ?)?\[([\w.]+)\]$", line):
            table, explained = heading[1], previous.startswith("#")
            found[table] = set()
        elif key := re.match(r"(?:# ?)?(\w+) = (.*)$", line):
            found.setdefault(table, set()).add(key[1])
            if not (explained or previous.startswith("#") or re.search(r"\s#\s*\S", key[2])):
                yield f"[{table}] {key[1]} has no comment"
        previous = line
    if found != fields:
        yield f"kiosk_config.toml has {found}, config.py has {fields}"


def settings_fields() -> dict[str, set[str]]:
    """Tables and keys of config.py; where everything is kept is said on the command line too, outside any table."""
    tables: dict[str, set[str]] = {}
    for field in msgspec.structs.fields(Settings):
        kinds = [kind for kind in (field.type, *getattr(field.type, "__args__", ())) if isinstance(kind, type)]
        struct = next((kind for kind in kinds if issubclass(kind, msgspec.Struct)), None)
        if struct:
            tables[field.name] = {inner.name for inner in msgspec.structs.fields(struct)}
    return tables


def test_every_setting_is_explained_and_read():
    fields = {table: keys for table, keys in settings_fields().items() if table != "county"}
    assert list(setting_complaints((HOUSE / "kiosk_config.toml").read_text("utf-8"), fields)) == []


def test_every_setting_of_a_county_is_explained_and_read():
    toml = (HOUSE / "docs" / "county_config.toml").read_text("utf-8")
    written = set(re.findall(r"^\[(\w+)\]$", toml, re.MULTILINE))
    fields = {table: keys for table, keys in settings_fields().items() if table in written}
    for found in setting_complaints(toml, fields):
        assert found.startswith("kiosk_config.toml has"), found  # a county's example leaves out what it has no use for
    assert set(re.findall(r"^(\w+) = ", toml, re.MULTILINE)) <= {"data"}.union(*fields.values())


@pytest.mark.parametrize(
    "toml",
    [
        pytest.param("[server]\nport = 8000\n", id="no comment"),
        pytest.param("[server]\nport = 8000  # where\nghost = 1  # nobody reads it\n", id="nobody reads it"),
        pytest.param("[server]\n", id="missing"),
    ],
)
def test_a_careless_setting_is_named(toml):
    assert len(list(setting_complaints(toml, {"server": {"port"}}))) == 1


def test_a_setting_with_its_comment_is_left_in_peace():
    assert not list(setting_complaints("# Where it listens.\n# [server]\n# port = 8000\n", {"server": {"port"}}))


def fields_of(shape) -> Iterator[str]:
    """Names of all fields of a shape, however deep."""
    for part in (shape, *getattr(shape, "__args__", ())):
        if isinstance(part, type) and issubclass(part, msgspec.Struct):
            for field in msgspec.structs.fields(part):
                yield field.name
                yield from fields_of(field.type)


def kind_complaints(document: str, events) -> Iterator[str]:
    """Kinds without a section, and fields that no section up to that one explains."""
    sections = re.split(r"^## ", document, flags=re.M)
    for event in events:
        place = next((at for at, section in enumerate(sections) if section.startswith(f"`{event.kind}`\n")), None)
        if place is None:
            yield f"{event.kind} is not described"
            continue
        said = set(re.findall(r"`(\w+)`", "".join(sections[: place + 1])))
        yield from (f"{event.kind}: {name} is not explained" for name in sorted(set(fields_of(event)) - said))


def test_every_kind_of_event_is_described_field_by_field():
    assert list(kind_complaints(readable(HOUSE / "docs" / "kinds.md"), EVENTS)) == []


def test_the_header_and_every_table_are_described():
    said = set(re.findall(r"`(\w+)`", readable(HOUSE / "docs" / "kinds.md")))
    assert set(fields_of(Header)) <= said
    assert {table._meta.table_name for table in TABLES} <= said


@pytest.mark.parametrize(
    ("document", "complaint"),
    [
        pytest.param("## `unit.other`\n", "is not described", id="no section"),
        pytest.param("## `unit.describe`\n\n`name`\n", "size is not explained", id="no field"),
    ],
)
def test_a_kind_nobody_described_is_named(document, complaint):
    inner = msgspec.defstruct("Inner", [("size", int)])
    event = msgspec.defstruct(
        "Described", [("name", str), ("parts", tuple[inner, ...])], namespace={"kind": "unit.describe"}
    )
    assert [said for said in kind_complaints(document, [event]) if said.endswith(complaint)]


def dependencies() -> set[str]:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    return {re.match(r"[\w-]+", one)[0] for one in wanted}


def test_every_dependency_says_why_it_is_there_and_none_is_left_over():
    text = (HOUSE / "docs" / "dependencies.md").read_text("utf-8")
    named = set(re.findall(r"^\| `([\w-]+)` \|", text, re.M))
    assert named == dependencies()


@pytest.mark.parametrize("lock", sorted(HOUSE.glob("requirements*.lock")), ids=lambda path: path.name)
def test_every_locked_package_has_its_hash(lock):
    lines = [line for line in lock.read_text("utf-8").splitlines() if "==" in line]
    packages = re.split(r"\n(?=\w)", lock.read_text("utf-8"))
    assert len(packages) == len(lines) and all("--hash=sha256:" in package for package in packages)
    assert dependencies() & {re.match(r"[\w-]+", line)[0] for line in lines}


def test_the_locks_agree_on_every_version():
    pinned: dict[str, set[str]] = {}
    for lock in HOUSE.glob("requirements*.lock"):
        for name, version in re.findall(r"^([\w-]+)==(\S+)", lock.read_text("utf-8"), re.M):
            pinned.setdefault(name, set()).add(version)
    assert {name: versions for name, versions in pinned.items() if len(versions) > 1} == {}
