"""What an uploaded file is, once it has been taken apart."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec

from terminal.text.blocks import Block

Kind = Literal["docx", "xlsx", "pdf", "jpeg", "png"]
PICTURES: Final[frozenset[Kind]] = frozenset(("jpeg", "png"))
MEDIA_TYPES: Final[dict[Kind, str]] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
}
ENDINGS: Final[dict[Kind, str]] = {"docx": ".docx", "xlsx": ".xlsx", "pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}


class Part(msgspec.Struct, frozen=True, array_like=True):
    """One piece of text and where it stands, such as “收支!D7” or “第 2 页”; `head` is what its column is called."""

    where: str
    text: str
    head: str = ""


class Picture(msgspec.Struct, frozen=True):
    """A picture made anew from its pixels alone."""

    data: bytes
    media_type: str
    width: int
    height: int


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file that may be kept. `data` is what to keep: a document as it came, a picture made anew.

    `text` is what a reader sees, for search. `blocks` are the paragraphs and tables of a DOCX or XLSX. `shown` holds the
    visible pieces with their places, `hidden` those no reader sees but anybody can dig out of the file: hidden sheets,
    rows and columns, comments, tracked changes, headers and footers, descriptions of pictures, names of authors.
    """

    kind: Kind
    name: str = ""
    media_type: str = ""
    data: bytes = b""
    text: str = ""
    blocks: tuple[Block, ...] = ()
    shown: tuple[Part, ...] = ()
    hidden: tuple[Part, ...] = ()
    pages: int = 0
    width: int = 0
    height: int = 0
    thumbnail: Picture | None = None
    notices: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What the process that takes files apart says: an upload, or a sentence why not."""

    says: str = ""
    upload: Upload | None = None


def parts_of(blocks: Iterable[Block]) -> Iterator[Part]:
    """The pieces of a text, with places a person can count: “第 3 段”, “表 1 第 2 行第 4 列”."""
    paragraph = table = 0
    for block in blocks:
        if block.kind == "table":
            table += 1
            yield from _cells(block, f"表 {table} ")
        else:
            for text in (block.text, *block.items):
                paragraph += 1
                if text:
                    yield Part(f"第 {paragraph} 段", text)


def _cells(block: Block, name: str) -> Iterator[Part]:
    for number, row in enumerate((block.head, *block.rows), start=1):
        for column, text in enumerate(row):
            head = block.head[column] if number > 1 and column < len(block.head) else ""
            if text:
                yield Part(f"{name}第 {number} 行第 {column + 1} 列", text, head)
