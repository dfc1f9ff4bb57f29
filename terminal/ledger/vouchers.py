"""Where numbers and pictures of vouchers stand in what is public."""

from collections.abc import Collection, Iterable
from typing import Any

from peewee import fn

from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.ledger.models import Line, Sheet, SheetVersion, Voucher
from terminal.ledger.shapes import Used
from terminal.register.pauses import held

_LINE = (Line.voucher, Line.summary, Line.fen)
_SHEET = (Sheet.account, Sheet.account_name, Sheet.period, Sheet.index_no)


def _standing(origin: str) -> Any:
    """Lines of what stands now; a correction or a withdrawal frees its vouchers."""
    return (Sheet.origin == origin) & Sheet.withdrawn_on.is_null()


def numbers(origin: str, account: str, year: int) -> dict[str, dict[str, Used]]:
    """Period → number of a voucher → the first line that names it, in the public months of this year."""
    same = (Line.origin == Sheet.origin) & (Line.log_seq == Sheet.version)
    query = Line.select(*_LINE, *_SHEET).join(Sheet, on=same)
    mine = (Sheet.account == account) & Sheet.period.startswith(f"{year}-") & (Line.voucher != "")
    found: dict[str, dict[str, Used]] = {}
    for row in query.where(_standing(origin) & mine).order_by(Sheet.period, Line.place).tuples():
        used = Used(*row)
        found.setdefault(used.period, {}).setdefault(used.voucher, used)
    return found


def pictures(origin: str, hashes: Iterable[str]) -> dict[str, tuple[Used, ...]]:
    """SHA-256 of a picture → the public lines it stands beside."""
    wanted: Collection[str] = sorted(set(hashes))
    if not wanted:
        return {}
    beside = (Line.origin == Voucher.origin) & (Line.log_seq == Voucher.log_seq) & (Line.place == Voucher.place)
    same = (Voucher.origin == Sheet.origin) & (Voucher.log_seq == Sheet.version)
    query = Voucher.select(Voucher.sha256, *_LINE, *_SHEET).join(Line, on=beside).join(Sheet, on=same)
    found: dict[str, tuple[Used, ...]] = {}
    for sha256, *row in query.where(_standing(origin) & Voucher.sha256.in_(wanted)).order_by(Sheet.period).tuples():
        found[sha256] = (*found.get(sha256, ()), Used(*row))
    return found


def in_several_villages() -> dict[str, tuple[tuple[str, Used], ...]]:
    """SHA-256 of a picture → (whose log, line) wherever it stands now, of pictures that stand in more than one village."""
    beside = (Line.origin == Voucher.origin) & (Line.log_seq == Voucher.log_seq) & (Line.place == Voucher.place)
    same = (Voucher.origin == Sheet.origin) & (Voucher.log_seq == Sheet.version)
    stands = Sheet.withdrawn_on.is_null()
    often = Voucher.select(Voucher.sha256).join(Sheet, on=same).where(stands)
    often = often.group_by(Voucher.sha256).having(fn.COUNT(Voucher.origin.distinct()) > 1)
    query = Voucher.select(Voucher.sha256, Voucher.origin, *_LINE, *_SHEET).join(Line, on=beside).join(Sheet, on=same)
    found: dict[str, tuple[tuple[str, Used], ...]] = {}
    for sha256, origin, *row in query.where(stands & Voucher.sha256.in_(often)).order_by(Sheet.period).tuples():
        found[sha256] = (*found.get(sha256, ()), (origin, Used(*row)))
    return found


def voucher(origin: str, sha256: str) -> BlobRef:
    """A picture that some published line names. Raises NotFound."""
    of_held = SheetVersion.select(SheetVersion.log_seq).where(SheetVersion.obj.in_(held(origin)))
    named = (Voucher.origin == origin) & (Voucher.sha256 == sha256)
    row = Voucher.get_or_none(named & Voucher.log_seq.not_in(of_held.where(SheetVersion.origin == origin)))
    if row is None:
        raise NotFound("没有哪一笔账用这张凭证。")
    return BlobRef(row.sha256, row.name, row.media_type, row.size)
