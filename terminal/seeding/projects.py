"""The demonstration's projects: each published, and published again with what came to it."""

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec
from PIL import Image

from terminal.clock import Now
from terminal.journal import blobs
from terminal.projects import actions
from terminal.projects.shapes import Dossier, Photo, Signer, When
from terminal.register.queries import index_of
from terminal.seeding.photos import photo

SMALL = (480, 480)
JPEG = "image/jpeg"
FIELDS = {field.name for field in msgspec.structs.fields(Dossier)}


class Undertaking:
    """One project of the demonstration; `decided` finds the index number of the publication that decided it."""

    def __init__(self, said: dict[str, Any], decided: Callable[[str], str], by: str) -> None:
        self.said, self.decided, self.by = said, decided, by
        self.number = ""

    def steps(self) -> Iterator[tuple[date, Callable[[Now], None]]]:
        """Its publications, each on its day."""
        yield self.said["published_on"], self._publish
        said = self.said
        for more in self.said.get("notes", ()):
            said = {**said, **more}
            yield more["published_on"], partial(self._note, said)

    def _publish(self, now: Now) -> None:
        signers = _signers(self.said["signers"])
        header = actions.publish(
            self._dossier(self.said), publisher=self.said["publisher"], signers=signers, by=self.by, now=now
        )
        self.number = index_of(header.origin, header.obj).rpartition("/")[2]

    def _note(self, said: dict[str, Any], now: Now) -> None:
        actions.note(self.number, self._dossier(said), signers=_signers(said["signers"]), by=self.by, now=now)

    def _dossier(self, said: dict[str, Any]) -> Dossier:
        plain = {name: value for name, value in said.items() if name in FIELDS}
        plain["photos"] = [_photo(*one) for one in said.get("photos", ())]
        plain["decision"] = self.decided(said["decision"]) if "decision" in said else ""
        return msgspec.convert(plain, Dossier)


def _signers(said: Sequence[Sequence[str]]) -> tuple[Signer, ...]:
    return tuple(Signer(role, name) for role, name in said)


def _photo(when: When, taken_on: date, says: str) -> Photo:
    whole = photo(when)
    small = io.BytesIO()
    image = Image.open(io.BytesIO(whole))
    image.thumbnail(SMALL)
    image.save(small, "JPEG", quality=80)
    name = f"{when}-{taken_on}.jpg"
    kept, little = blobs.put(whole, name, JPEG), blobs.put(small.getvalue(), name, JPEG)
    return Photo(when=when, taken_on=taken_on, says=says, picture=kept, small=little)
