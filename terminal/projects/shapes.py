"""What a project is: money in, who builds, steps, payments, pictures, acceptance, what went wrong; money in integer fen."""

from datetime import date
from typing import Literal

import msgspec

from terminal.journal.kinds import BlobRef

Kind = Literal["works", "fund"]
From = Literal["finance", "collective", "levy", "gift", "other"]
When = Literal["before", "during", "after"]
State = Literal["planned", "agreed", "doing", "finished", "accepted", "closed"]


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Money that was promised: by whom, how much (`fen`), how much of it came (`got_fen`) and when the last of it did."""

    kind: From
    name: str
    fen: int
    got_fen: int = 0
    got_on: date | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the work; `share` is whole percent of all of it, `due_on` the day it was to be done."""

    name: str
    share: int
    due_on: date | None = None
    done_on: date | None = None


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """Money that was paid. `stage` counts from 1, 0 for none; `account` (a key of the ledger) and `voucher` name its line.

    The line is looked for in the month of `paid_on`.
    """

    paid_on: date
    fen: int
    what: str
    stage: int = 0
    voucher: str = ""
    account: str = ""

    @property
    def line(self) -> tuple[str, str, str]:
        """Where the ledger has it: account, month (2026-09), number of the voucher."""
        return self.account, f"{self.paid_on:%Y-%m}", self.voucher


class Photo(msgspec.Struct, frozen=True, kw_only=True):
    """A picture made anew from its pixels alone, and the same one small."""

    when: When
    taken_on: date
    says: str
    picture: BlobRef
    small: BlobRef


class Acceptance(msgspec.Struct, frozen=True, kw_only=True):
    """What came out: `final_fen` is what the work is worth after the check, `audit` what the auditor found."""

    accepted_on: date
    by: str
    says: str
    final_fen: int
    audit: str = ""


class Trouble(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was wrong, and what was done about it."""

    found_on: date
    says: str
    fixed_on: date | None = None
    fixed: str = ""


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is said of a project. `decision` is the index number of what was decided, in public, before it.

    `total_fen` is the sum that was approved; `contract_fen` what the contractor gets, 0 while nobody was chosen. `over_why`
    says why more was paid than that.
    """

    name: str
    kind: Kind = "works"
    why: str = ""
    decision: str = ""
    decided: str = ""
    total_fen: int = 0
    sources: tuple[Source, ...] = ()
    contractor: str = ""
    tender: bool = True
    tender_why: str = ""
    contract_fen: int = 0
    stages: tuple[Stage, ...] = ()
    payments: tuple[Payment, ...] = ()
    photos: tuple[Photo, ...] = ()
    acceptance: Acceptance | None = None
    troubles: tuple[Trouble, ...] = ()
    over_why: str = ""

    @property
    def got_fen(self) -> int:
        return sum(one.got_fen for one in self.sources)

    @property
    def paid_fen(self) -> int:
        return sum(one.fen for one in self.payments)

    @property
    def limit_fen(self) -> int:
        """What is to be paid in all: the sum after the check, before that the contract's, before that what was approved."""
        if self.acceptance:
            return self.acceptance.final_fen
        return self.contract_fen or self.total_fen

    @property
    def left_fen(self) -> int:
        """What is still to be paid; never below 0."""
        return max(0, self.limit_fen - self.paid_fen)

    @property
    def done(self) -> int:
        """How much of the work is done, in whole percent."""
        return sum(one.share for one in self.stages if one.done_on)

    @property
    def state(self) -> State:
        """How far it is, by what was really done."""
        if self.acceptance:
            return "accepted" if self.left_fen else "closed"
        if self.kind == "fund" and self.payments and not self.left_fen:
            return "closed"
        if self.stages and self.done == 100:
            return "finished"
        if self.done or self.payments:
            return "doing"
        return "agreed" if self.contractor else "planned"


class Signer(msgspec.Struct, frozen=True):
    """Who signed, as what, on which day."""

    role: str
    name: str
    signed_on: date | None = None


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """One publication of the whole dossier, with those who answer for it; `display_until` in calendar days."""

    dossier: Dossier
    signers: tuple[Signer, ...] = ()
    basis: tuple[str, ...] = ()
    published_on: date
    display_until: date
