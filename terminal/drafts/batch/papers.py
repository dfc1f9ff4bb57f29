"""One file of a list: taken apart as any upload is, its words and table, its personal data."""

import hashlib
from pathlib import Path

import msgspec

from terminal.drafts import pasting
from terminal.drafts.batch.shapes import Brought
from terminal.drafts.scanning import NAME
from terminal.drafts.shapes import Find
from terminal.errors import Problem, Refused
from terminal.journal.kinds import BlobRef
from terminal.text.blocks import Block
from terminal.text.decoding import decode
from terminal.text.names import Privacy
from terminal.uploads import scanning
from terminal.uploads.reading import read
from terminal.uploads.shapes import Upload

TEXTS = (".txt", ".md", ".markdown")
LARGEST_TEXT = 2**20
MOST_FINDS = 50


class Paper(msgspec.Struct, frozen=True):
    """A file that was read: an upload to be attached, or plain words to be published; neither when it was refused."""

    name: str
    kept: bytes
    upload: Upload | None = None
    words: str = ""

    @property
    def is_read(self) -> bool:
        return bool(self.upload or self.words)

    @property
    def blob(self) -> BlobRef | None:
        """How the log will name it; plain words are published as the text itself."""
        if self.upload is None:
            return None
        return BlobRef(hashlib.sha256(self.kept).hexdigest(), self.upload.name, self.upload.media_type, len(self.kept))

    @property
    def has_words(self) -> bool:
        return bool(self.words or self.text or self.table)

    @property
    def text(self) -> str:
        return self.words or _words(self.upload.blocks if self.upload else ())

    @property
    def table(self) -> str:
        """The first table; further ones stay in the attachment."""
        blocks = self.upload.blocks if self.upload else ()
        return next((pasting.pasted((one.head, *one.rows)) for one in blocks if one.kind == "table"), "")

    def finds(self, privacy: Privacy) -> tuple[Find, ...]:
        """The personal numbers and names an item of this privacy may not show."""
        if self.upload is None:
            return ()
        found = [
            Find(
                one.hit.kind,
                "file",
                place,
                f"{self.name} {_place(one.where)}",
                one.around,
                one.hit.shown,
                one.problem().says,
            )
            for place, one in enumerate(scanning.personal_data(self.upload))
        ]
        for one in scanning.names_to_mask(self.upload, privacy):
            where = f"{self.name} 第 {one.row + 1} 行“{one.head}”"
            says = f"名单里的姓名要遮住一部分：写成“{one.shown}”。"
            found.append(Find(NAME, "file", len(found), where, one.shown, one.shown, says))
        return tuple(sorted(found, key=lambda find: find.kind not in ("identity", "bank"))[:MOST_FINDS])


def read_paper(brought: Brought, name: str) -> Paper:
    """The file taken apart. Raises Refused with one sentence."""
    if Path(name).suffix.lower() in TEXTS:
        if len(brought.data) > LARGEST_TEXT:
            raise Refused([Problem("文字文件超过 1 MB。请分成几个文件。", name)])
        try:
            return Paper(name, brought.data, words=decode(brought.data).text)
        except ValueError as wrong:
            raise Refused([Problem(str(wrong), name)]) from None
    upload = read(brought.data, name)
    return Paper(name, upload.data, upload)


def _place(where: str) -> str:
    """A cell as a person says it: “收支 D7”."""
    return where.replace("!", " ")


def _words(blocks: tuple[Block, ...]) -> str:
    said = []
    for block in blocks:
        if block.kind == "items":
            said.append("\n".join(f"- {item}" for item in block.items))
        elif block.kind != "table":
            said.append(f"## {block.text}" if block.kind == "heading" else block.text)
    return "\n\n".join(said)
