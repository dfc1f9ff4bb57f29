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

    # Stars are masks here, as in 陈*发, never emphasis: eating two of them would show two names in full.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("emphasis")
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


LEAST = 2  # fewer rows or lines than this are not worth leaving at the foot of a screen


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


def _split(block: Block, left: float, room: Room) -> tuple[Block | None, Block]:
    """What of a block still fits in `left` lines, and the rest; None when nothing worth reading fits."""
    if block.kind == "table":
        fits = _fitting([_row_height(row, room) for row in block.rows], left - 2.0)
        parts = (block.rows[:fits], block.rows[fits:])
        return _halves(block, fits >= LEAST, rows=parts)
    if block.kind == "items":
        fits = _fitting([float(_lines(item, room.chars - 2)) for item in block.items], left - 0.5)
        return _halves(block, fits >= LEAST, items=(block.items[:fits], block.items[fits:]))
    lines = int(left - 0.5)
    place = max(0, lines) * room.chars
    return _halves(block, block.kind == "paragraph" and lines >= LEAST, text=(block.text[:place], block.text[place:]))


def _halves(block: Block, worth: bool, **parts: tuple[Any, Any]) -> tuple[Block | None, Block]:
    if not worth:
        return None, block
    (name, (first, rest)) = next(iter(parts.items()))
    return msgspec.structs.replace(block, **{name: first}), msgspec.structs.replace(block, **{name: rest})


def _fitting(heights: list[float], most: float) -> int:
    """How many of these fit one below the other."""
    used = 0.0
    for count, height in enumerate(heights):
        used += height
        if used > most:
            return count
    return len(heights)


def screens(blocks: Iterable[Block], room: Room) -> tuple[tuple[Block, ...], ...]:
    """The blocks cut into screens; at least one, no heading left alone at the foot, nothing lost, nothing twice."""
    pages: list[list[Block]] = [[]]
    left = float(room.lines)
    waiting = list(reversed(list(blocks)))
    while waiting:
        block = waiting.pop()
        if _height(block, room) <= left:
            pages[-1].append(block)
            left -= _height(block, room)
            continue
        first, rest = _split(block, left, room)
        if first is None and not pages[-1]:
            pages[-1].append(block)  # higher than any screen and not to be cut: shown as it is
            left = 0.0
            continue
        if first is not None:
            pages[-1].append(first)
        orphan = _orphan(pages[-1])
        pages.append(orphan)
        left = room.lines - sum(_height(one, room) for one in orphan)
        waiting.append(rest)
    return tuple(tuple(page) for page in pages if page) or ((),)


def _orphan(page: list[Block]) -> list[Block]:
    """Headings at the foot of a screen, taken away from it; a screen of headings alone keeps them."""
    taken: list[Block] = []
    while page and page[-1].kind == "heading":
        taken.insert(0, page.pop())
    if not page:
        page.extend(taken)
        return []
    return taken
