"""A published text as blocks: headings, paragraphs, lists, tables; cut into screens."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, takewhile
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

Kind = Literal["heading", "paragraph", "items", "table"]
Form = Literal["markdown", "plain"]
NUMBER = re.compile(r"^[ >]*\d{1,9}[.)](?=\s)", re.MULTILINE)
LINK = re.compile(r"\]\([^()\s]*\)")


class Block(msgspec.Struct, frozen=True):
    """One piece of a text. `rows` of a table have as many cells as `head`; an ordered list counts from `start`."""

    kind: Kind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    ordered: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    start: int = 1

    @property
    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold figures only."""
        return tuple(all(_is_figure(row[place]) for row in self.rows) for place in range(len(self.head)))


def _is_figure(cell: str) -> bool:
    return not cell or cell.replace(",", "").replace(".", "", 1).lstrip("+-−").removesuffix("%").isdigit()


def read_blocks(text: str, form: Form) -> tuple[Block, ...]:
    """The blocks of a text; never fails, at worst everything is a paragraph."""
    return tuple(_markdown(text) if form == "markdown" else _plain(text))


def _plain(text: str) -> Iterator[Block]:
    for line in text.split("\n"):
        said = line.strip().strip("\u3000")
        if said:
            yield Block("paragraph", text=said)


def _said(token: Any) -> str:
    """The words of an inline token, without marks; a line break stays one."""
    parts = (_said_part(child) for child in token.children or [])
    return "".join(parts).strip()


def _said_part(child: Any) -> str:
    if child.type in ("softbreak", "hardbreak"):
        return "\n"
    return str(child.content) if child.type in ("text", "code_inline", "image") else ""


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt  # most starts have no need of it

    # Stars are masks here, as in 陈*发, never emphasis: eating two of them would show two names in full.
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("emphasis")


def _markdown(text: str) -> Iterator[Block]:
    from markdown_it.tree import SyntaxTreeNode

    for node in SyntaxTreeNode(_parser().parse(text)).children:
        yield from _node(node)


def _node(node: Any) -> Iterator[Block]:
    if node.type == "heading":
        if words := _words(node):
            yield Block("heading", text=words, level=int(node.tag[1]))
    elif node.type in ("bullet_list", "ordered_list"):
        items = tuple(_words(item) for item in node.children)
        start = int(node.attrs.get("start", 1))
        yield Block("items", items=items, ordered=node.type == "ordered_list", start=start)
    elif node.type == "table":
        yield _table(node)
    elif node.type == "blockquote":
        for inner in node.children:
            yield from _node(inner)
    elif words := _words(node):
        yield Block("paragraph", text=words)


def _words(node: Any) -> str:
    if node.type == "inline":
        return _said(node.token) if node.token else ""
    if node.type in ("code_block", "fence", "html_block"):
        return str(node.content).strip()
    return "\n".join(filter(None, (_words(child) for child in node.children)))


def _table(node: Any) -> Block:
    lines = [tuple(_words(cell) for cell in row.children) for part in node.children for row in part.children]
    return Block("table", head=lines[0], rows=tuple(lines[1:]))


def plain_text(blocks: Iterable[Block]) -> str:
    """All words of the blocks, for search and for comparing."""
    parts: list[str] = []
    for block in blocks:
        parts.extend((block.text, *block.items, *block.head))
        parts.extend(cell for row in block.rows for cell in row)
    return "\n".join(part for part in parts if part)


def words_for_search(text: str, form: Form) -> str:
    """What search compares of a text: marks are no letters, so only numbers of lists and addresses behind links must go.

    Finding the blocks first would give the same words, in ten times the time.
    """
    return LINK.sub("]", NUMBER.sub("", text)) if form == "markdown" else text


LEAST = 2  # fewer rows or lines than this are not worth leaving at the foot of a screen


class Room(msgspec.Struct, frozen=True):
    """How much one screen holds: characters in a line, lines on a page."""

    chars: int
    lines: int


def _height(block: Block, room: Room) -> float:
    if block.kind == "heading":
        return 0.6 + 1.3 * _lines(block.text, max(1, room.chars * 3 // 4))
    if block.kind == "items":
        return 0.5 + sum(_lines(item, _item_chars(room)) for item in block.items)
    if block.kind == "table":
        return 2.0 + sum(_row_height(row, room) for row in block.rows)
    return 0.5 + _lines(block.text, room.chars)


def _lines(text: str, chars: int) -> int:
    return sum(max(1, -(-len(line) // chars)) for line in text.split("\n"))


def _item_chars(room: Room) -> int:
    return max(1, room.chars - 2)


def _cell_chars(row: tuple[str, ...], room: Room) -> int:
    return max(1, room.chars // max(1, len(row))) + 2


def _row_height(row: tuple[str, ...], room: Room) -> float:
    return 0.65 + max((_lines(cell, _cell_chars(row, room)) for cell in row), default=1)


def _cut_text(text: str, chars: int, lines: int) -> tuple[str, str]:
    """What of a text fits in so many lines, and the rest."""
    place = 0
    for _ in range(lines):
        end = text.find("\n", place) % (len(text) + 1)  # -1: the end of the text
        place = end + 1 if end - place <= chars else place + chars
        if place >= len(text):
            return text, ""
    return text[:place].rstrip("\n"), text[place:]


def _fitting(heights: Iterable[float], most: float) -> int:
    """How many of these, from the first, are together no higher than that."""
    return sum(1 for _ in takewhile(lambda total: total <= most, accumulate(heights)))


def _fits(block: Block, left: float, room: Room) -> bool:
    """Whether a block fits whole; what is far too long is not measured to its end."""
    if len(block.text) > room.chars * room.lines or len(block.items) + len(block.rows) > room.lines:
        return False
    return _height(block, room) <= left


Cut = tuple[Block | None, Block | None]


def _cut(block: Block, left: float, room: Room, forced: bool) -> Cut:
    """What of a block fits in the lines left, and the rest; `forced` cuts through rows and items too."""
    if block.kind == "paragraph":
        lines = int(left - 0.5)
        if lines < LEAST and not forced:
            return None, block
        head, rest = _cut_text(block.text, room.chars, max(1, lines))
        return replace(block, text=head), replace(block, text=rest) if rest else None
    if block.kind == "items":
        return _cut_items(block, left - 0.5, room, forced)
    if block.kind == "table" and block.rows:
        return _cut_table(block, left - 2.0, room, forced)
    return (block, None) if forced else (None, block)


def _cut_items(block: Block, left: float, room: Room, forced: bool) -> Cut:
    chars, items = _item_chars(room), block.items
    count = _fitting((_lines(item, chars) for item in items), left)
    if count >= (1 if forced else LEAST):
        return replace(block, items=items[:count]), _items_from(block, items[count:], block.start + count)
    if not forced:
        return None, block
    head, rest = _cut_text(items[0], chars, max(1, int(left)))
    return replace(block, items=(head,)), _items_from(block, ((rest,) if rest else ()) + items[1:], block.start)


def _items_from(block: Block, items: tuple[str, ...], start: int) -> Block | None:
    return replace(block, items=items, start=start) if items else None


def _cut_table(block: Block, left: float, room: Room, forced: bool) -> Cut:
    rows = block.rows
    count = _fitting((_row_height(row, room) for row in rows), left)
    if count >= (1 if forced else LEAST):
        return replace(block, rows=rows[:count]), replace(block, rows=rows[count:]) if rows[count:] else None
    if not forced:
        return None, block
    cells = [_cut_text(cell, _cell_chars(rows[0], room), max(1, int(left - 0.65))) for cell in rows[0]]
    head, rest = tuple(cell[0] for cell in cells), tuple(cell[1] for cell in cells)
    others = ((rest,) if any(rest) else ()) + rows[1:]
    return replace(block, rows=(head,)), replace(block, rows=others) if others else None


def _headings_at_foot(page: list[Block]) -> int:
    return len(list(takewhile(lambda block: block.kind == "heading", reversed(page))))


def screens(blocks: Iterable[Block], room: Room) -> tuple[tuple[Block, ...], ...]:
    """The blocks cut into screens; at least one, no heading left alone at the foot, nothing lost, nothing twice."""
    pages: list[list[Block]] = [[]]
    for block in blocks:
        _put(pages, block, room)
    return tuple(tuple(page) for page in pages)


def _put(pages: list[list[Block]], block: Block | None, room: Room) -> None:
    while block:
        page = pages[-1]
        left = room.lines - sum(_height(one, room) for one in page)
        if _fits(block, left, room):
            page.append(block)
            return
        carried = page[len(page) - _headings_at_foot(page) :]
        fresh = len(carried) == len(page)
        piece, rest = _cut(block, left, room, forced=fresh)
        if piece:
            page.append(piece)
            block = rest
        else:
            del page[len(page) - len(carried) :]
            pages.append(carried)
