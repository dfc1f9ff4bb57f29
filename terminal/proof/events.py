"""What the log can say about papers, and what it does to the tables."""

from datetime import date
from typing import ClassVar

import msgspec

from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event
from terminal.proof.models import Posting


class Post(Event, frozen=True, kw_only=True):
    """A sheet hung on the wall, with a photograph. Law: VCOL (2025-10-28) art. 35 (公布形式)."""

    kind: ClassVar[str] = "proof.posted"
    index_no: str
    number: int
    picture: BlobRef
    posted_on: date
    place: str
    poster: str

    def project(self, header: Header) -> None:
        Posting.insert(
            origin=header.origin,
            log_seq=header.seq,
            obj=header.obj,
            index_no=self.index_no,
            version=self.number,
            posted_on=self.posted_on,
            place=self.place,
            poster=self.poster,
            **msgspec.structs.asdict(self.picture),
        ).execute()


EVENTS = (Post,)
