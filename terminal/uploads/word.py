"""Word documents (.docx): clean text and tables for readers, and everything in the file that they would not see."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import mammoth
import tinyhtml5

from terminal.text.blocks import Block, plain_text
from terminal.text.words import tidy
from terminal.uploads import archive
from terminal.uploads.apart import Unreadable
from terminal.uploads.shapes import Part, Upload, parts_of

MOST_LETTERS = 1_000_000
MOST_COLUMNS = 64
MOST_CELLS = 50_000
MOST_NAMED = 6
EMPTY = "这个文档里没有文字。图片请存成 .jpg 单独传。"
DANGEROUS_FIELD = "这个文档里有会自己运行的命令（DDE），为了安全不能传。请把文字复制到新文档里再传。"
STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
BODY = "word/document.xml"
PLACES = (
    (re.compile(r"word/comments"), "批注"),
    (re.compile(r"word/header"), "页眉"),
    (re.compile(r"word/footer"), "页脚"),
    (re.compile(r"word/(?:foot|end)notes"), "脚注"),
    (re.compile(r"word/people"), "作者名单"),
    (re.compile(r"customXml/"), "附带的数据"),
)
NOT_TEXT = re.compile(
    r"word/(?:styles|fontTable|settings|webSettings|numbering|theme/.*|stylesWithEffects)\.xml|\[Content"
)
_DANGEROUS = re.compile(r"^\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_TOGETHER = frozenset(("p", "comment"))


def open_word(data: bytes) -> Upload:
    """Text, tables and hidden parts of a document. Raises Unreadable; anything else it raises means a broken file."""
    opened = archive.check_office(data)
    trees = {name: archive.parse(opened.read(name)) for name in opened.namelist() if archive.is_xml(name)}
    lean = _lean_copy(opened)
    page = mammoth.convert_to_html(lean, style_map=STYLES, convert_image=lambda image: []).value
    blocks = tuple(_blocks(page))
    text = plain_text(blocks)
    if not text:
        raise Unreadable(EMPTY)
    if len(text) > MOST_LETTERS:
        raise Unreadable(archive.TOO_BIG)
    pictures = [name.rpartition("/")[2] for name in opened.namelist() if name.startswith("word/media/")]
    hidden = tuple(dict.fromkeys(_hidden(trees, text)))
    return Upload(
        kind="docx", text=text, blocks=blocks, shown=tuple(parts_of(blocks)), hidden=hidden, notices=_left_out(pictures)
    )


def _left_out(pictures: list[str]) -> tuple[str, ...]:
    """Which pictures are not in the text; a reader of the page sees none of them."""
    if not pictures:
        return ()
    named = "、".join(pictures[:MOST_NAMED]) + ("……" if len(pictures) > MOST_NAMED else "")
    return (f"文档里的 {len(pictures)} 张图片没有转出来（{named}），要公开的请存成 .jpg 单独传。",)


def _lean_copy(opened: zipfile.ZipFile) -> io.BytesIO:
    """What is needed for the text, without pictures and without runs formatted as hidden."""
    body = archive.parse(opened.read(BODY))
    _drop_hidden_runs(body)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as lean:
        for name in opened.namelist():
            if name == BODY:
                lean.writestr(name, ElementTree.tostring(body, encoding="utf-8", xml_declaration=True))
            elif archive.is_xml(name) and not name.startswith("word/comments"):
                lean.writestr(name, opened.read(name))
    target.seek(0)
    return target


def _drop_hidden_runs(body: Element) -> None:
    for parent in body.iter():
        for run in [one for one in parent if archive.local(one.tag) == "r" and _is_hidden(one)]:
            parent.remove(run)


def _is_hidden(run: Element) -> bool:
    marks = [
        mark for look in run if archive.local(look.tag) == "rPr" for mark in look if archive.local(mark.tag) == "vanish"
    ]
    return any(value not in ("0", "false", "off") for mark in marks for value in [*mark.attrib.values(), "1"][:1])


def _hidden(trees: dict[str, Element], text: str) -> Iterator[Part]:
    """Every text in the file that is not in the text shown."""
    shown = "".join(text.split())
    for name, tree in trees.items():
        if NOT_TEXT.match(name):
            continue
        where = archive.where(name, PLACES, "正文里看不见的内容")
        for said in archive.sayings(tree, _TOGETHER):
            if _DANGEROUS.match(said):
                raise Unreadable(DANGEROUS_FIELD)
            if said and "".join(said.split()) not in shown:
                yield Part(where, tidy(said))


def _blocks(page: str) -> Iterator[Block]:
    # Bytes, because the parser takes a short string for the name of a file.
    tree = tinyhtml5.parse(page.encode(), namespace_html_elements=False, override_encoding="utf-8")
    body = tree.find("body")
    room = [MOST_CELLS]
    for element in body if body is not None else ():
        yield from _block(element, room)


def _block(element: Any, room: list[int]) -> Iterator[Block]:
    if element.tag == "table":
        yield from _table(element, room)
    elif element.tag in ("ul", "ol"):
        items = tuple(filter(None, (_words(item) for item in element)))
        if items:
            yield Block("items", items=items, ordered=element.tag == "ol")
    elif words := _words(element):
        is_heading = re.fullmatch(r"h[1-6]", str(element.tag))
        yield Block("heading", text=words, level=int(element.tag[1])) if is_heading else Block("paragraph", text=words)


def _words(element: Any) -> str:
    """The words of an element, paragraphs and items inside it on lines of their own."""
    pieces: list[str] = []

    def collect(one: Any) -> None:
        if one.tag in ("p", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6"):
            pieces.append("\n")
        elif one.tag == "td":
            pieces.append(" ")
        if one.text and one.text != "↑":
            pieces.append(one.text)
        for child in one:
            collect(child)
            pieces.append(child.tail or "")

    collect(element)
    return "\n".join(filter(None, (" ".join(line.split()) for line in tidy("".join(pieces)).split("\n"))))


def _table(table: Any, room: list[int]) -> Iterator[Block]:
    """A table with as many cells in each row; a title over all columns becomes a paragraph before it."""
    rows = _rows(table, room)
    while rows and len([cell for cell in rows[0] if cell]) <= 1 and len(rows[0]) > 1:
        if title := "".join(rows[0]):
            yield Block("paragraph", text=title)
        rows = rows[1:]
    if rows:
        yield Block("table", head=rows[0], rows=tuple(row for row in rows[1:] if any(row)))


def _rows(table: Any, room: list[int]) -> list[tuple[str, ...]]:
    taken: dict[tuple[int, int], str] = {}
    lines = [tr for part in table for tr in ([part] if part.tag == "tr" else part) if tr.tag == "tr"]
    for number, tr in enumerate(lines):
        column = 0
        for cell in tr:
            while (number, column) in taken:
                column += 1
            high, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            room[0] -= high * wide
            if room[0] < 0 or column + wide > MOST_COLUMNS:
                raise Unreadable("文档里的表格太大了。请把大表格另存为 .xlsx 再传。")
            words = _words(cell)
            for down in range(high):
                taken[number + down, column] = words  # told again in each row, because rows are read one by one
                taken.update({(number + down, column + right): "" for right in range(1, wide)})
    width = max((column + 1 for _, column in taken), default=0)
    return [tuple(taken.get((number, column), "") for column in range(width)) for number in range(len(lines))]


def _span(cell: Any, attribute: str) -> int:
    said = cell.get(attribute, "1")
    return min(max(int(said), 1), 1000) if said.isdecimal() and len(said) < 5 else 1
