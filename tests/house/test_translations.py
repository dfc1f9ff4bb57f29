"""Everything a screen says has its English, with the same blanks to fill, and the compiled words are the written ones."""

import io
import re
from collections.abc import Iterable, Iterator
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.house.sources import HOUSE, modules, templates

WORDS = HOUSE / "terminal" / "translations" / "en" / "LC_MESSAGES"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
BLANK = re.compile(r"%\((\w+)\)[sd]")


def spoken_in(method: str, source: bytes) -> Iterator[str]:
    """Every message one source says; plural forms by their first."""
    for _, message, _, _ in extract(method, io.BytesIO(source), KEYWORDS, options={"encoding": "utf-8"}):
        yield message[0] if isinstance(message, tuple) else message


def spoken() -> set[str]:
    python = (message for path in modules("terminal") for message in spoken_in("python", path.read_bytes()))
    pages = (
        m
        for path in templates()
        if path.name != "patterns.html"
        for m in spoken_in("jinja2.ext:babel_extract", path.read_bytes())
    )
    return {*python, *pages}


def translation_complaints(said: Iterable[str], catalog: Catalog) -> Iterator[str]:
    """Messages without English, with an uncertain one, or whose blanks differ."""
    for message_id in sorted(said):
        message = catalog.get(message_id)
        strings = (message.string if isinstance(message.string, tuple) else (message.string,)) if message else ()
        if not strings or not all(strings):
            yield f"no English for {message_id}"
        elif message.fuzzy:
            yield f"uncertain English for {message_id}"
        elif not all(set(BLANK.findall(string)) <= set(BLANK.findall(message_id)) | {"num"} for string in strings):
            yield f"other blanks in the English for {message_id}"


def written() -> Catalog:
    with (WORDS / "messages.po").open("rb") as file:
        return read_po(file, locale="en")


def out_of_step(catalog: Catalog, compiled: bytes) -> bool:
    """Does the compiled file say something else than the written one?"""
    fresh = io.BytesIO()
    write_mo(fresh, catalog)
    fresh.seek(0)

    def words(file) -> dict:
        return {key: value for key, value in GNUTranslations(file)._catalog.items() if key}

    return words(fresh) != words(io.BytesIO(compiled))


def test_everything_said_has_its_english():
    catalog = written() if (WORDS / "messages.po").exists() else None
    assert catalog is None or list(translation_complaints(spoken(), catalog)) == []


def test_the_compiled_words_are_the_written_ones():
    if (WORDS / "messages.po").exists():
        assert not out_of_step(written(), (WORDS / "messages.mo").read_bytes()), (
            "run bin/terminal's pybabel compile step"
        )


def catalog_of(**words) -> Catalog:
    catalog = Catalog(locale="en")
    for message, string in words.items():
        catalog.add(message, string)
    return catalog


@pytest.mark.parametrize(
    ("said", "catalog"),
    [
        pytest.param("首页", catalog_of(), id="missing"),
        pytest.param("首页", catalog_of(首页=""), id="empty"),
        pytest.param("共 %(n)s 笔", catalog_of(**{"共 %(n)s 笔": "%(m)s entries"}), id="other blanks"),
    ],
)
def test_a_message_without_proper_english_is_named(said, catalog):
    assert len(list(translation_complaints([said], catalog))) == 1


def test_an_uncertain_translation_is_named():
    catalog = Catalog(locale="en")
    catalog.add("首页", "Home?", flags={"fuzzy"})
    assert len(list(translation_complaints(["首页"], catalog))) == 1


def test_a_stale_compiled_file_is_noticed():
    compiled = io.BytesIO()
    write_mo(compiled, catalog_of(首页="Home"))
    assert not out_of_step(catalog_of(首页="Home"), compiled.getvalue())
    assert out_of_step(catalog_of(首页="Start"), compiled.getvalue())


def test_messages_are_found_in_pages_and_in_modules():
    assert list(spoken_in("python", 'x = _("首页")\n'.encode())) == ["首页"]
    page = '{{ _("大字") }}{{ ngettext("%(num)d 笔", "%(num)d 笔", 2) }}'
    assert list(spoken_in("jinja2.ext:babel_extract", page.encode())) == ["大字", "%(num)d 笔"]
