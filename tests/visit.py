"""The client that checks the house rules on every page it opens."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

ADDRESSES = ("href", "src", "action", "formaction", "poster", "data", "srcset", "hx-get", "hx-post", "xlink:href")
UNSEEN = ("script", "style", "template", "title", "head")
LEFTOVERS = re.compile(r"(?<![A-Za-z])(?:None|Undefined)(?![A-Za-z])|object at 0x|Traceback")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,?!;]")
STEP = re.compile(
    r"(?P<tag>^[\w-]+)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[(?P<name>[\w:-]+)(?:=[\"']?(?P<value>[^\"'\]]*)[\"']?)?\]"
)


def _fits(element: Element, step: str) -> bool:
    """Does one element fit one step such as `a.chip[aria-current=page]`?"""
    for part in STEP.finditer(step):
        if part["tag"] and element.tag != part["tag"]:
            return False
        if part["id"] and element.get("id") != part["id"]:
            return False
        if part["cls"] and part["cls"] not in element.get("class", "").split():
            return False
        if part["name"] and (
            element.get(part["name"]) is None or part["value"] not in (None, element.get(part["name"]))
        ):
            return False
    return True


def words_of(element: Element) -> str:
    """What a person reads in it, blanks squeezed."""

    def pieces(one: Element) -> Iterator[str]:
        if one.tag not in UNSEEN:
            yield one.text or ""
            for child in one:
                yield from pieces(child)
                yield child.tail or ""

    return " ".join("".join(pieces(element)).split())


class Page:
    """One answer, parsed: `.text`, `.h1`, `.links`, `.select("li.entry a")`."""

    def __init__(self, response, path="/", fragment=False):
        self.response, self.path, self.is_fragment = response, path, fragment
        self.status, self.headers, self.body = response.status_code, response.headers, response.data
        self.is_html = response.mimetype == "text/html"
        self.html = response.get_data(as_text=True) if self.is_html else ""
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        if fragment:
            table_part = re.match(r"\s*<(tr|tbody|td)\b", self.html)
            container = {"tr": "tbody", "tbody": "table", "td": "tr"}[table_part[1]] if table_part else "div"
            self.tree = parser.parseFragment(self.html, container=container)
        else:
            self.tree = parser.parse(self.html)
        self.parse_errors = [f"{where}: {code}" for where, code, _ in parser.errors] if self.is_html else []
        self.parents = {child: parent for parent in self.tree.iter() for child in parent}

    def __iter__(self) -> Iterator[Element]:
        return (element for element in self.tree.iter() if isinstance(element.tag, str))

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        return words_of(self.tree)

    @property
    def h1(self) -> str:
        return words_of(self.select("h1")[0])

    @property
    def title(self) -> str:
        return " ".join((self.select("title")[0].text or "").split())

    @property
    def links(self) -> list[str]:
        """Where one can go from here on this machine: path and query, each once."""
        found = (urlsplit(urljoin(self.path, a.get("href"))) for a in self.select("a[href]"))
        return list(dict.fromkeys(u.path + (f"?{u.query}" if u.query else "") for u in found if not u.netloc))

    def select(self, selector: str) -> list[Element]:
        """Elements that fit a selector of tags, .classes, #ids, [attributes] and descendants; in page order."""
        *outer, last = selector.split()
        return [element for element in self if _fits(element, last) and self._lies_in(element, outer)]

    def _lies_in(self, element: Element, outer: list[str]) -> bool:
        for ancestor in self.ancestors(element):
            if outer and _fits(ancestor, outer[-1]):
                outer = outer[:-1]
        return not outer

    def ancestors(self, element: Element) -> Iterator[Element]:
        while (element := self.parents.get(element)) is not None:
            yield element

    def words(self, selector: str) -> list[str]:
        """What a person reads in each element that fits."""
        return [words_of(element) for element in self.select(selector)]


def complaints(page: Page) -> Iterator[str]:
    """Everything about an answer that breaks a house rule."""
    yield from _header_complaints(page)
    if page.is_html:
        yield from page.parse_errors
        yield from _word_complaints(page)
        yield from _address_complaints(page)
        yield from _control_complaints(page)
        yield from _fragment_complaints(page) if page.is_fragment else _document_complaints(page)


def _header_complaints(page: Page) -> Iterator[str]:
    for name, value in page.headers:
        if not value.isascii() and not all(ord(letter) < 256 for letter in value):
            yield f"header {name} holds what HTTP cannot carry: {value}"
    if page.is_html and "default-src 'self'" not in page.headers.get("Content-Security-Policy", ""):
        yield "no Content-Security-Policy with default-src 'self'"
    if page.is_html and "hx-request" not in page.headers.get("Vary", "").lower():
        yield "Vary does not name HX-Request"
    if page.is_html and "charset=utf-8" not in page.headers["Content-Type"].lower():
        yield "Content-Type does not say charset=utf-8"


def _word_complaints(page: Page) -> Iterator[str]:
    yield from (f"no value for {found}" for found in dict.fromkeys(re.findall(r"\{\{.*?\}\}", page.html)))
    spoken = [
        page.text,
        *(e.get(name) for e in page for name in ("alt", "title", "aria-label", "placeholder") if e.get(name)),
    ]
    for words in spoken:
        yield from (f"left over in the words: {found[0]}" for found in LEFTOVERS.finditer(words))
        yield from (f"half-width mark after Chinese: {found[0]}" for found in HALF_WIDTH.finditer(words))


def _address_complaints(page: Page) -> Iterator[str]:
    for element in page:
        for name, value in element.attrib.items():
            if name in ADDRESSES and re.match(r"\s*(?:[a-z][a-z0-9+.-]*:)?//|\s*javascript:", value, re.I):
                yield f"<{element.tag} {name}> leads off this machine: {value}"
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag}> has an inline {name}"
        if element.tag == "style" or (
            element.tag == "script" and (not element.get("src") or (element.text or "").strip())
        ):
            yield f"inline <{element.tag}>"
        if (element.get("hx-get") or element.get("hx-post")) and not (element.get("href") or element.get("action")):
            yield f"<{element.tag}> works only with htmx: {element.get('hx-get') or element.get('hx-post')}"


def _reference_complaints(page: Page) -> Iterator[str]:
    """What points to a place on this page must find it there."""
    there = {element.get("id") for element in page}
    for element in page:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            yield from (f"{name}={one} points nowhere" for one in element.get(name, "").split() if one not in there)
        for name in ("href", "hx-target"):
            value = element.get(name, "")
            if value.startswith("#") and len(value) > 1 and element.tag != "use" and value[1:] not in there:
                yield f"{name}={value} points nowhere"


def _control_complaints(page: Page) -> Iterator[str]:
    yield from (
        f"id={name} is there {count} times"
        for name, count in Counter(e.get("id") for e in page if e.get("id")).items()
        if count > 1
    )
    labelled = {label.get("for") for label in page.select("label[for]")}
    for element in page:
        if element.tag == "img" and element.get("alt") is None:
            yield f"picture without alt: {element.get('src')}"
        if element.tag in ("a", "button") and not (words_of(element) or element.get("aria-label")):
            yield f"<{element.tag} {element.attrib}> has no name"
        if element.tag in ("input", "select", "textarea") and element.get("type") not in ("hidden", "submit", "button"):
            named = element.get("id") in labelled or element.get("aria-label") or element.get("aria-labelledby")
            if not named and not any(one.tag == "label" for one in page.ancestors(element)):
                yield f"field without a label: {element.get('name')}"


def _fragment_complaints(page: Page) -> Iterator[str]:
    roots = [element for element in page.tree if isinstance(element.tag, str)]
    if len(roots) != 1 or not roots[0].get("id"):
        yield f"a fragment has one root with an id, not {[(root.tag, root.get('id')) for root in roots]}"


def _document_complaints(page: Page) -> Iterator[str]:
    yield from _reference_complaints(page)
    root = page.select("html")[0]
    if root.get("lang") not in ("zh-Hans", "en"):
        yield f"html lang is {root.get('lang')}"
    if "<meta charset" not in page.html[:1024].lower():
        yield "no <meta charset> at the start"
    if len(page.select("h1")) != 1 or len(page.select("title")) != 1:
        yield f"{len(page.select('h1'))} h1 and {len(page.select('title'))} title"
    elif not page.h1 or not page.title.startswith(page.h1):
        yield f"title “{page.title}” does not begin with h1 “{page.h1}”"


class Visit:
    """Walks the site as a browser without JavaScript would, or as htmx when `fragment`."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()

    def get(self, path: str, expect: int = 200, fragment: bool = False, **options) -> Page:
        return self._open("GET", path, expect, fragment, options)

    def post(self, path: str, data=None, expect: int = 303, fragment: bool = False, **options) -> Page:
        return self._open("POST", path, expect, fragment, {"data": data, **options})

    def _open(self, method: str, path: str, expect: int, fragment: bool, options: dict) -> Page:
        headers = {**options.pop("headers", {}), **({"HX-Request": "true"} if fragment else {})}
        page = Page(self.client.open(path, method=method, headers=headers, **options), path, fragment)
        assert page.status == expect, f"{method} {path} answered {page.status}: {page.text[:400]}"
        if page.status not in (301, 302, 303, 304):
            wrong = list(complaints(page))
            assert not wrong, f"{method} {path}:\n  " + "\n  ".join(wrong)
        return page

    def crawl(self, start: str = "/", limit: int = 200, skip: tuple[str, ...] = ("/look", ".pdf")) -> dict[str, Page]:
        """Follow every link from `start`; every page must answer 200 and keep the house rules."""
        waiting, seen = deque([start]), {}
        while waiting and len(seen) < limit:
            path = waiting.popleft()
            if path in seen or any(path.startswith(part) or urlsplit(path).path.endswith(part) for part in skip):
                continue
            seen[path] = self.get(path, follow_redirects=True)
            waiting.extend(seen[path].links)
        return seen
