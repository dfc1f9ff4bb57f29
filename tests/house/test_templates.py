"""Templates keep the house rules: nothing inline, macros used, fragments with one root, words that can be translated."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.sources import TEMPLATES, short, templates, without_remarks, wrong_ones

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
SPOKEN = re.compile(rf"\b(?:_|gettext|ngettext|pgettext)\((?:\s*{STRING}\s*,?)+|{{%-?\s*trans.*?endtrans\s*-?%}}", re.S)
INLINE = re.compile(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=|<script(?![^>]*\ssrc=)[^>]*>|javascript:", re.I)
IMPORTED = re.compile(r"{%-?\s*from\s+\S+\s+import\s+(.*?)-?%}", re.S)
TAG = re.compile(r"<[a-z][^<>]*>", re.S)
CHINESE = re.compile(r"[\u4e00-\u9fff][^<>{}\"'\n]{0,12}")
OWN_NAMES = ("中文",)  # a language says its own name in every language
WITHOUT_TRANSLATION = ("patterns.html",)  # sample words, seen by developers only


def inline(source: str) -> Iterator[str]:
    """Styles and scripts written into the page, which the content policy forbids."""
    return (found[0] for found in INLINE.finditer(bare(source)))


def bare(source: str) -> str:
    """Only the HTML of a template: expressions become a letter, statements vanish."""
    source = re.sub(r"{{.*?}}", "x", without_remarks(source), flags=re.S)
    return re.sub(r"{%.*?%}", "", source, flags=re.S)


def unused_macros(source: str) -> Iterator[str]:
    source = without_remarks(source)
    rest = IMPORTED.sub("", source)
    for listed in IMPORTED.findall(source):
        for name in listed.removesuffix("with context").split(","):
            said = re.sub(r"\s+with(out)?\s+context", "", name).split(" as ")[-1].strip()
            if not re.search(rf"\b{said}\b", rest):
                yield said


class Roots(HTMLParser):
    """Counts the elements that stand at the top, and keeps the id of each."""

    def __init__(self) -> None:
        super().__init__()
        self.depth, self.roots = 0, []

    def handle_starttag(self, tag, attrs):
        if self.depth == 0:
            self.roots.append(dict(attrs).get("id"))
        self.depth += tag not in VOID

    def handle_startendtag(self, tag, attrs):
        if self.depth == 0:
            self.roots.append(dict(attrs).get("id"))

    def handle_endtag(self, tag):
        self.depth -= tag not in VOID


def wrong_roots(source: str, name: str) -> Iterator[str]:
    """A fragment `_entry_list.html` has one root with id="entry-list"."""
    wanted = name.removeprefix("_").removesuffix(".html").replace("_", "-")
    reader = Roots()
    reader.feed(bare(source))
    if reader.roots != [wanted]:
        yield f'one root with id="{wanted}", not {reader.roots}'


def lonely_htmx(source: str) -> Iterator[str]:
    """Elements that ask by htmx what no href or action says."""
    for tag in TAG.findall(bare(source)):
        if re.search(r"\shx-(get|post)=", tag) and not re.search(r"\s(href|action)=", tag):
            yield tag


def targets(source: str) -> set[str]:
    return {name for name in re.findall(r'hx-target="#([^"]+)"', source) if "{" not in name}


def half_width(source: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"[\u4e00-\u9fff][,?!;]", without_remarks(source)))


def untranslated(source: str) -> Iterator[str]:
    """Chinese words outside _("…"), which no English reader would ever see in English."""
    rest = SPOKEN.sub("", without_remarks(source))
    for name in OWN_NAMES:
        rest = rest.replace(name, "")
    return (found[0] for found in CHINESE.finditer(rest))


def complaints(source: str, name: str) -> list[str]:
    found = [f"inline: {one}" for one in inline(source)]
    found += [f"imported, never used: {one}" for one in unused_macros(source)]
    found += [f"only with htmx: {one}" for one in lonely_htmx(source)]
    found += [f"half-width mark: {one}" for one in half_width(source)]
    if name.startswith("_"):
        found += list(wrong_roots(source, name))
    if name not in WITHOUT_TRANSLATION:
        found += [f"not translated: {one}" for one in untranslated(source)]
    return found


def test_a_template_keeps_the_house_rules():
    found = wrong_ones(templates(), lambda path: complaints(path.read_text("utf-8"), path.name))
    assert templates() and found == {}


def test_every_target_of_htmx_is_a_fragment_or_a_known_id():
    sources = {path: path.read_text("utf-8") for path in templates()}
    known = {path.stem.removeprefix("_").replace("_", "-") for path in sources if path.name.startswith("_")}
    known |= {name for source in sources.values() for name in re.findall(r'\sid="([\w-]+)"', source)}
    assert {short(path): wrong for path, source in sources.items() if (wrong := targets(source) - known)} == {}


def missing_patterns(components: list[str], patterns: str) -> list[str]:
    """Components that the page of patterns does not show; paper ones are seen on paper, desk ones at the desk."""
    elsewhere = ("paper", "desk")
    return [name for name in components if not name.startswith(elsewhere) and f"components/{name}" not in patterns]


def shown_with(source: str) -> str:
    """A template and the layouts it stands in."""
    parent = re.search(r'{%-?\s*extends\s+"([\w/.]+)"', source)
    return source + shown_with((TEMPLATES / parent[1]).read_text("utf-8")) if parent else source


def test_every_component_is_on_the_page_of_patterns():
    patterns = TEMPLATES / "patterns.html"
    shown = shown_with(patterns.read_text("utf-8")) if patterns.exists() else ""
    components = sorted(path.name for path in Path(TEMPLATES / "components").glob("*.html"))
    assert not shown or missing_patterns(components, shown) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("page.html", '<p style="color:red">x</p>', id="inline style"),
        pytest.param("page.html", '<p onclick="go()">x</p>', id="inline handler"),
        pytest.param("page.html", "<script>go()</script>", id="inline script"),
        pytest.param("page.html", "<style>p{}</style>", id="style element"),
        pytest.param(
            "page.html", '{% from "components/tile.html" import tile, wide as broad %}{{ tile() }}', id="macro unused"
        ),
        pytest.param("page.html", "<button hx-get=\"{{ url_for('.x') }}\">x</button>", id="htmx alone"),
        pytest.param("page.html", '{{ _("你好,村民") }}', id="half-width comma"),
        pytest.param("page.html", "<p>村务公开</p>", id="bare Chinese"),
        pytest.param("page.html", '<a aria-label="返回">x</a>', id="bare Chinese in an attribute"),
        pytest.param("_entry_list.html", '<ul id="list"></ul>', id="fragment with another id"),
        pytest.param("_entry_list.html", '<p id="entry-list"></p><p></p>', id="fragment with two roots"),
        pytest.param("_entry_list.html", "", id="empty fragment"),
    ],
)
def test_a_broken_template_is_named(name, source):
    assert len(complaints(source, name)) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        pytest.param("page.html", '{# 说明, #}<p>{{ _("共 %(n)s 笔。", n=page.count) }}</p>', id="remarks and words"),
        pytest.param("page.html", "{{ ngettext('一笔', '%(num)d 笔', 3) }}", id="plural"),
        pytest.param(
            "page.html", '{% from "c.html" import tile with context %}{% call tile() %}x{% endcall %}', id="call"
        ),
        pytest.param(
            "page.html", '<a href="/x" hx-get="/x">x</a><script src="/k.js" defer></script>', id="htmx repeats"
        ),
        pytest.param("_entry_list.html", '{% if a %}{% endif %}<ul id="entry-list"><li>x<br></li></ul>', id="fragment"),
    ],
)
def test_a_good_template_is_left_in_peace(name, source):
    assert complaints(source, name) == []


def test_a_component_missing_from_the_patterns_is_named():
    assert missing_patterns(["tile.html", "paper_parts.html"], "") == ["tile.html"]
    assert missing_patterns(["tile.html"], '{% from "components/tile.html" import tile %}') == []
