"""A published text as blocks: headings, paragraphs, lists, tables; cut into screens."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec

Kind = Literal["heading", "paragraph", "items", "table"]
Form = Literal["markdown", "plain"]


class Block(msgspec.Struct, frozen=True):
    """One piece of a text. `rows` of a table have as many cells as `head`; `numeric` tells columns of figures."""

    kind: Kind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    ordered: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

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


def _markdown(text: str) -> Iterator[Block]:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    for node in SyntaxTreeNode(parser.parse(text)).children:
        yield from _node(node)


def _node(node: Any) -> Iterator[Block]:
    if node.type == "heading":
        yield Block("heading", text=_words(node), level=int(node.tag[1]))
    elif node.type in ("bullet_list", "ordered_list"):
        items = tuple(_words(item) for item in node.children)
        yield Block("items", items=items, ordered=node.type == "ordered_list")
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


class Room(msgspec.Struct, frozen=True):
    """How much one screen holds: characters in a line, lines on a page."""

    chars: int
    lines: int


def _height(block: Block, room: Room) -> float:
    if block.kind == "heading":
        return 1.9
    if block.kind == "items":
        return 0.5 + sum(_lines(item, room.chars - 2) for item in block.items)
    if block.kind == "table":
        return 2.0 + sum(_row_height(row, room) for row in block.rows)
    return 0.5 + _lines(block.text, room.chars)


def _lines(text: str, chars: int) -> int:
    return sum(max(1, -(-len(line) // chars)) for line in text.split("\n"))


def _row_height(row: tuple[str, ...], room: Room) -> float:
    wide = max(1, room.chars // max(1, len(row)))
    return 0.65 + max((_lines(cell, wide + 2) for cell in row), default=1)


def _pieces(block: Block, room: Room) -> Iterator[Block]:
    """A block in pieces none of which is higher than a page."""
    if block.kind == "table":
        for group in _groups(block.rows, [_row_height(row, room) for row in block.rows], room.lines - 2.5):
            yield msgspec.structs.replace(block, rows=tuple(group))
    elif block.kind == "items":
        heights = [float(_lines(item, room.chars - 2)) for item in block.items]
        for group in _groups(block.items, heights, room.lines - 1):
            yield msgspec.structs.replace(block, items=tuple(group))
    elif block.kind == "paragraph":
        most = room.chars * max(1, room.lines - 2)
        for place in range(0, len(block.text), most):
            yield msgspec.structs.replace(block, text=block.text[place : place + most])
    else:
        yield block


def _groups(things: tuple[Any, ...], heights: list[float], most: float) -> Iterator[list[Any]]:
    group: list[Any] = []
    used = 0.0
    for thing, height in zip(things, heights, strict=True):
        if group and used + height > most:
            yield group
            group, used = [], 0.0
        group.append(thing)
        used += height
    yield group


def screens(blocks: Iterable[Block], room: Room) -> tuple[tuple[Block, ...], ...]:
    """The blocks cut into screens; at least one, no heading left alone at the foot."""
    pages: list[list[Block]] = [[]]
    left = float(room.lines)
    for piece in (piece for block in blocks for piece in _pieces(block, room)):
        needed = _height(piece, room)
        if needed > left and pages[-1]:
            orphan = [pages[-1].pop()] if len(pages[-1]) > 1 and pages[-1][-1].kind == "heading" else []
            pages.append(orphan)
            left = room.lines - sum(_height(block, room) for block in orphan)
        pages[-1].append(piece)
        left -= needed
    return tuple(tuple(page) for page in pages)
