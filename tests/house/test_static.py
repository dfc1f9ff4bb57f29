"""What the browser loads comes from this machine, is linked once, and is what its author published."""

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import STATIC, TEMPLATES, sheets, templates, wrong_ones

NAMESPACES = re.compile(r"https?://www\.w3\.org/[\w/.]+")
OUTSIDE = re.compile(r"(?:https?:|wss?:)//[^\s\"')]+|(?<=[\"'(])//[\w.-]+", re.I)
OWN_SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
PICTURES = sorted(STATIC.rglob("*.svg"))
READ = [*templates(), *sheets(), *OWN_SCRIPTS, *PICTURES]


def outside(source: str) -> Iterator[str]:
    """Addresses off this machine; the names of XML vocabularies are no addresses."""
    return (found[0] for found in OUTSIDE.finditer(NAMESPACES.sub("", source)))


def spoiled(folder: Path) -> Iterator[str]:
    """Vendored files that are not listed, or not the bytes the list names, or without licence."""
    listing = folder / "vendor.toml"
    files = tomllib.loads(listing.read_text("utf-8"))["file"] if listing.exists() else []
    for one in files:
        path = folder / one["path"]
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != one["sha256"]:
            yield f"{one['path']} is not what vendor.toml says"
        if one["version"] not in one["path"] or not (folder / one["licence_file"]).is_file():
            yield f"{one['path']} lacks its version or its licence"
    known = {"vendor.toml", *(one["path"] for one in files), *(one["licence_file"] for one in files)}
    yield from (f"{path.name} is not listed" for path in sorted(folder.glob("*")) if path.name not in known)


def test_nothing_is_asked_from_outside():
    assert READ and wrong_ones(READ, lambda path: outside(path.read_text("utf-8"))) == {}


def test_what_others_wrote_is_unchanged():
    assert not list(spoiled(STATIC / "vendor"))


def link_complaints(base: str, paper: str, css: Path) -> Iterator[str]:
    """Sheets that no layout links exactly once, and links to no sheet; paper names its own as `paper:css/…`."""
    paper = paper.replace("paper:css/", "css/paper/")
    for listed in re.findall(r"for name in \[(.*?)\]", base, re.S):
        base += "".join(f" css/components/{name}.css" for name in re.findall(r'"(\w+)"', listed))
    there = {path.relative_to(css.parent).as_posix() for path in css.rglob("*.css")}
    for name in sorted(there):
        if (paper if "/paper/" in name else base).count(name) != 1:
            yield f"{name} is not linked once"
    linked = set(re.findall(r"css/[\w/-]+\.css", base + paper))
    yield from (f"{name} is linked, but not there" for name in sorted(linked - there))


def test_every_sheet_is_linked_once_and_every_link_has_its_sheet():
    screens = "".join(
        (TEMPLATES / "layouts" / f"{name}.html").read_text("utf-8")
        for name in ("base", "office_sheets", "desk", "county")
    )
    paper = (TEMPLATES / "layouts" / "paper.html").read_text("utf-8")
    assert not list(link_complaints(screens, paper, STATIC / "css"))


def test_a_sheet_nobody_links_and_a_link_to_nothing_are_named(tmp_path):
    (tmp_path / "css/paper").mkdir(parents=True)
    (tmp_path / "css/components").mkdir()
    for name in ("css/base.css", "css/lost.css", "css/paper/sheet.css", "css/components/tile.css"):
        (tmp_path / name).touch()
    found = list(
        link_complaints('"css/base.css" "css/gone.css" for name in ["tile"]', '"paper:css/sheet.css"', tmp_path / "css")
    )
    assert found == ["css/lost.css is not linked once", "css/gone.css is linked, but not there"]


@pytest.mark.parametrize(
    "source",
    [
        '@import "https://example.org/font.css";',
        "background: url(//example.org/a.png)",
        'fetch("http://example.org/")',
        'new WebSocket("ws://example.org/")',
    ],
)
def test_an_outside_address_is_named(source):
    assert len(list(outside(source))) == 1


def test_a_vocabulary_and_an_own_path_are_no_outside_addresses():
    assert not list(outside('xmlns="http://www.w3.org/2000/svg" url("/static/a.svg") // a remark'))


def test_a_vendored_file_that_changed_or_slipped_in_is_named(tmp_path):
    (tmp_path / "lib-1.0.js").write_text("changed")
    (tmp_path / "extra.js").write_text("x")
    (tmp_path / "lib.LICENSE").touch()
    (tmp_path / "vendor.toml").write_text(
        f'[[file]]\npath = "lib-1.0.js"\nversion = "1.0"\nlicence_file = "lib.LICENSE"\nsha256 = "{"0" * 64}"\n'
    )
    assert list(spoiled(tmp_path)) == ["lib-1.0.js is not what vendor.toml says", "extra.js is not listed"]
