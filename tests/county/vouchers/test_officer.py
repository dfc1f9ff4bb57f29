"""At the county one voucher in the books of two villages is listed, with every line it stands beside."""

from terminal.county.models import Source
from terminal.ledger.models import Line, Sheet, Voucher
from terminal.staff.rules import Role
from terminal.store.database import write
from tests.staff.people import sign_in

SAME = "ab" * 32


def stands(origin: str, seq: int, sha256: str, withdrawn: str | None = None) -> None:
    """A public sheet of one line with one picture, as its log would have told the tables."""
    with write():
        Sheet.insert(
            origin=origin, obj=f"o{seq}", account="jbh", account_name="基本户", period="2026-05", index_no=f"x/{seq}",
            publisher="", item="", item_group="", fills="[]", version=seq, withdrawn_on=withdrawn, withdrawn_why="",
            log_seq=seq,
        ).execute()  # fmt: skip
        Line.insert(
            origin=origin, log_seq=seq, place=1, voucher="记-7", summary="电费", account_code="", account_name="",
            category="", direction="out", fen=10**12, handler="", approver="", pictures=1,
        ).execute()  # fmt: skip
        Voucher.insert(
            origin=origin, log_seq=seq, place=1, number=1, sha256=sha256, name="7.jpg", media_type="image/jpeg", size=1
        ).execute()


def test_a_picture_in_two_villages_is_shown_with_both(visit):
    sign_in(visit, Role.OFFICER)
    assert "没有发现两个村用同一张凭证" in visit.get("/county/vouchers/")
    first, second, *_ = Source.select().order_by(Source.code)
    stands(first.terminal, 9001, SAME)
    stands(first.terminal, 9002, "cd" * 32)
    stands(second.terminal, 9003, "cd" * 32, withdrawn="2026-06-01")
    assert "没有发现两个村用同一张凭证" in visit.get("/county/vouchers/")
    stands(second.terminal, 9004, SAME)
    page = visit.get("/county/vouchers/")
    assert SAME[:12] in page and first.name in page and second.name in page and "一共 1 张" in page
    assert page.text.count("10,000,000,000.00 元") == 2
    assert f"/v/{second.code}/ledger/2026/5?account=jbh" in page.links
