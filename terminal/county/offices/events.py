"""What the county's log says about offices: for which keys letters to them are sealed when one is passed on."""

from typing import ClassVar

import msgspec

from terminal.county.offices.models import OfficeKeys
from terminal.feedback.sealed.events import Above
from terminal.journal.header import Header
from terminal.journal.kinds import Event


class OfficeNamed(Event, frozen=True, kw_only=True):
    """An office reads its letters with these keys from now on; stays at the county."""

    kind: ClassVar[str] = "letter.office"
    addressee: Above
    name: str
    recipients: tuple[str, ...]
    township: str = ""

    def project(self, header: Header) -> None:
        OfficeKeys.replace(
            origin=header.origin,
            addressee=self.addressee,
            township=self.township,
            name=self.name,
            recipients=msgspec.json.encode(self.recipients).decode(),
            log_seq=header.seq,
        ).execute()


EVENTS = (OfficeNamed,)
