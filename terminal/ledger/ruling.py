"""What a county's log says about the books of villages."""

from typing import ClassVar

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed
from terminal.ledger.models import VoucherRule

LONGEST = 200
LARGEST = 1_000_000  # yuan


class VouchersRuled(Addressed, frozen=True, kw_only=True):
    """From which amount on a payment needs the picture of its voucher; 0: none does. Law: 《农村集体经济组织财务公开规定》 (逐项逐笔)."""

    kind: ClassVar[str] = "vouchers.rule"
    above_yuan: int
    basis: str
    issuer: str

    def wrong(self) -> list[Problem]:
        found = [] if self.to.strip() else [Problem("还没选发给谁。", "发给")]
        if not 0 <= self.above_yuan <= LARGEST:
            found.append(Problem(f"金额写整数，从 0 到 {LARGEST:,} 元；0 是都不要。", "多少元以上"))
        for words, where in ((self.basis, "依据"), (self.issuer, "要求的单位")):
            if not words.strip() or len(words) > LONGEST:
                found.append(Problem(f"请写{where}，最多 {LONGEST} 个字。", where))
        return found

    def project(self, header: Header) -> None:
        VoucherRule.put(
            origin=header.origin,
            log_seq=header.seq,
            obj=header.obj,
            to=self.to,
            above_fen=self.above_yuan * 100,
            basis=self.basis,
            issuer=self.issuer,
            said_on=header.moment.date(),
        )


EVENTS = (VouchersRuled,)
