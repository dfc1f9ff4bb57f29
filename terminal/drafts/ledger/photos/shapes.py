"""A picture of a voucher before it is public."""

import msgspec

from terminal.journal.kinds import BlobRef


class Photo(msgspec.Struct, frozen=True):
    """`voucher` is the number it belongs to, empty while nobody has said; `fen` what the paper says, when somebody typed it."""

    id: int
    blob: BlobRef
    thumbnail: str
    voucher: str = ""
    fen: int | None = None
