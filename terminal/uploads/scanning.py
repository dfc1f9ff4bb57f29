"""Personal data in an upload, before anyone sees it: numbers in every part of the file, names in its tables."""

from typing import Literal

import msgspec

from terminal.errors import Problem
from terminal.text import masking, names
from terminal.uploads.shapes import Part, Upload

FILE_NAME = "文件名"
AROUND = 12

Side = Literal["name", "shown", "hidden"]


class Found(msgspec.Struct, frozen=True):
    """A personal number in a file: where, on which side, and the words around it with every number masked."""

    side: Side
    where: str
    hit: masking.Hit
    around: str

    @property
    def may_overrule(self) -> bool:
        """A cadre may let a mobile number stand, with a reason that is logged; never an identity or bank number."""
        return self.hit.kind not in masking.NEVER_PUBLIC

    def problem(self) -> Problem:
        says = masking.complaint(self.hit)
        return Problem(f"{says}它藏在文件里，页面上看不见。" if self.side == "hidden" else says, self.where)


class NameFound(msgspec.Struct, frozen=True):
    """A cell of a table that shows more of a person than the item may; `shown` is what it may show instead."""

    block: int
    row: int
    column: int
    head: str
    shown: str


def personal_data(upload: Upload) -> tuple[Found, ...]:
    """Every personal number in the file's name, in what it shows, and in what lies hidden in it."""
    found = _in_part(Part(FILE_NAME, upload.name), "name")
    for part in upload.shown:
        found += _in_part(part, "shown")
    for part in upload.hidden:
        found += _in_part(part, "hidden")
    return tuple(found)


def _in_part(part: Part, side: Side) -> list[Found]:
    hits = masking.find(part.text, part.head)
    return [Found(side, part.where, hit, _around(part.text, hits, hit)) for hit in hits]


def _around(text: str, hits: tuple[masking.Hit, ...], hit: masking.Hit) -> str:
    before = [masking.Hit(one.kind, one.start, one.end, one.shown) for one in hits if one.end <= hit.start]
    after = [
        masking.Hit(one.kind, one.start - hit.end, one.end - hit.end, one.shown) for one in hits if one.start >= hit.end
    ]
    left = masking.mask(text[: hit.start], before)[-AROUND:]
    right = masking.mask(text[hit.end :], after)[:AROUND]
    return f"{left}{hit.shown}{right}"


def names_to_mask(upload: Upload, privacy: names.Privacy) -> tuple[NameFound, ...]:
    """The cells of the file's tables that show more of a person than an item of this privacy may."""
    return tuple(
        NameFound(number, cell.row, cell.column, block.head[cell.column], cell.shown)
        for number, block in enumerate(upload.blocks)
        if block.kind == "table"
        for cell in names.cells_to_mask(block.head, block.rows, privacy)
    )
