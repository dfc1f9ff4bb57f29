"""Keeping the photograph of a sheet on the wall: one transaction, one line in the log."""

from datetime import date

import msgspec

from terminal.clock import Now
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.proof import queries
from terminal.proof.events import Post
from terminal.proof.rules import why_not_posted
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.uploads.reading import read
from terminal.uploads.shapes import PICTURES


class Photograph(msgspec.Struct, frozen=True):
    """What somebody brings: the file as it came, where and on which day the sheet was put up, by whom."""

    data: bytes
    name: str
    place: str
    posted_on: date
    poster: str


def post(number: str, photograph: Photograph, *, by: str, now: Now) -> Header:
    """Keep it with the newest version. Raises NotFound, or Refused with all problems; nothing is written then."""
    thing = queries.thing(origin(), number)
    place = tidy(photograph.place).strip()
    refuse_if(why_not_posted(place, photograph.posted_on, thing.published_on, now.today))
    upload = read(photograph.data, photograph.name)
    if upload.kind not in PICTURES:
        raise Refused([Problem("这不是照片。请传一张 .jpg 或 .png 的照片，看得清纸上的字。", "照片")])
    picture = blobs.put(upload.data, f"{thing.number}-{photograph.posted_on}{_ending(upload.name)}", upload.media_type)
    with write():
        event = Post(
            index_no=thing.index_no,
            number=thing.version,
            picture=picture,
            posted_on=photograph.posted_on,
            place=place,
            poster=tidy(photograph.poster).strip() or by,
        )
        return append(event, by=by, now=now, about=thing.obj)


def _ending(name: str) -> str:
    return f".{name.rpartition('.')[2]}"
