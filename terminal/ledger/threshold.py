"""From which amount on a payment needs its voucher shown: what the county said last, else `[ledger] voucher_above`."""

from datetime import date

import msgspec

from terminal.ledger.models import VoucherRule

_configured: list[int] = []


class Rule(msgspec.Struct, frozen=True):
    """An amount in fen, and the county's word behind it; `issuer` is empty where the settings of this machine say it."""

    above_fen: int
    issuer: str = ""
    basis: str = ""
    said_on: date = date.min


def use(yuan: int) -> None:
    """What holds while no county has said anything: every payment above so many yuan needs a picture; 0: none does."""
    _configured[:] = [yuan * 100] if yuan else []


def rule() -> Rule | None:
    """What holds now; None where nothing is asked. A line for somebody else never comes here, so the newest is for us."""
    row = VoucherRule.select().order_by(VoucherRule.log_seq.desc()).first()
    if row is None:
        return Rule(_configured[0]) if _configured else None
    return Rule(row.above_fen, row.issuer, row.basis, row.said_on) if row.above_fen else None


def above() -> int | None:
    """The amount in fen; None where nothing is asked."""
    found = rule()
    return found.above_fen if found else None


class Said(Rule, frozen=True, kw_only=True):
    """One line of a county's log about it, and whom it is for."""

    line: int
    obj: str
    to: str


def rules_of(county: str) -> tuple[Said, ...]:
    """Everything this county said of it, oldest first."""
    rows = VoucherRule.select().where(VoucherRule.origin == county).order_by(VoucherRule.log_seq)
    same = ("above_fen", "issuer", "basis", "said_on", "obj", "to")
    return tuple(Said(line=row.log_seq, **{name: getattr(row, name) for name in same}) for row in rows)
