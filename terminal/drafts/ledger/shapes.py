"""A finance draft as everybody reads it: the draft, its account, the file, what was read in it."""

import msgspec
from msgspec.structs import replace

from terminal.drafts.ledger.lines.shapes import Edit
from terminal.drafts.ledger.photos.shapes import Photo
from terminal.drafts.shapes import Draft
from terminal.errors import Problem
from terminal.ledger import threshold
from terminal.ledger.checks import Beside
from terminal.ledger.events import Account
from terminal.ledger.identities import Planned
from terminal.ledger.sheets.book import Reading, Sheet
from terminal.text.days import Period


class Sent(msgspec.Struct, frozen=True):
    """A file somebody chose, and what they said about it; empty where the file should say it.

    `account` is a key, or “new” with the `account_name` to give it; `publisher` a key of the unit's publishers.
    """

    data: bytes
    name: str
    period: str = ""
    account: str = ""
    account_name: str = ""
    publisher: str = ""


class Work(msgspec.Struct, frozen=True):
    """A finance draft. `opening` and `closing` (fen) were typed at the desk, for a file that has none.

    `filed` is what the file says, `reading` the same with the `edits` somebody made row by row.
    `excuse` says why something does not add up, `statement` (fen) what the bank says; both typed, both may be missing.
    """

    draft: Draft
    account: Account
    sha256: str
    file_name: str
    reading: Reading
    opening: int | None
    closing: int | None
    excuse: str = ""
    statement: int | None = None
    filed: Reading = Reading()
    edits: tuple[Edit, ...] = ()
    photos: tuple[Photo, ...] = ()
    planned: tuple[Planned, ...] = ()

    @property
    def id(self) -> int:
        return self.draft.id

    @property
    def period(self) -> Period:
        return Period.read(self.draft.content.period)

    @property
    def read_sheet(self) -> Sheet:
        """The sheet as the file says it, with the rows put right since."""
        return self.reading.sheets[0]

    @property
    def sheet(self) -> Sheet:
        """The sheet with the balances that were typed where the file has none."""
        sheet = self.read_sheet
        opening = self.opening if sheet.opening_fen is None else sheet.opening_fen
        closing = self.closing if sheet.closing_fen is None else sheet.closing_fen
        return replace(sheet, opening_fen=opening, closing_fen=closing)

    @property
    def beside(self) -> Beside:
        """What is published together with the sheet."""
        mine = [one for one in self.photos if one.voucher]
        numbers = dict.fromkeys(one.voucher for one in mine)
        return Beside(
            vouchers={number: tuple(one.blob for one in mine if one.voucher == number) for number in numbers},
            amounts={number: tuple(one.fen for one in mine if one.voucher == number) for number in numbers},
            voucher_above=threshold.above(),
            planned=self.planned,
            statement_fen=self.statement,
            excuse=self.excuse,
        )

    @property
    def asks_opening(self) -> bool:
        return self.read_sheet.opening_fen is None

    @property
    def asks_closing(self) -> bool:
        return self.read_sheet.closing_fen is None


class Checked(msgspec.Struct, frozen=True):
    """A sheet fit to be kept as a draft: whose, of when, what is wrong in it."""

    account: Account
    period: Period
    reading: Reading
    problems: tuple[Problem, ...] = ()
