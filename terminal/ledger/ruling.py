"""What a county's log says about the books of villages."""

from typing import ClassVar, Literal

import msgspec

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed
from terminal.ledger.models import VillageMedians, VoucherRule
from terminal.text.days import Period

LONGEST = 200
LARGEST = 1_000_000  # yuan
FEWEST_VILLAGES = 5  # of fewer one could tell which is which


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


class Middle(msgspec.Struct, frozen=True):
    """Fen a household of the village in the middle: half of the villages had more, half less. `category` is empty for all together."""

    direction: Literal["in", "out"]
    category: str
    fen: int


class MediansSent(Addressed, frozen=True, kw_only=True):
    """What came in and went out for each household in the village in the middle, of at least five that published the whole period."""

    kind: ClassVar[str] = "medians.set"
    period: str
    villages: int
    said: tuple[Middle, ...]
    issuer: str

    def wrong(self) -> list[Problem]:
        found = [] if self.to.strip() else [Problem("还没选发给谁。", "发给")]
        if self.villages < FEWEST_VILLAGES:
            found.append(
                Problem(
                    f"只有 {self.villages} 个村公布全了这一期，也登记了户数；不到 {FEWEST_VILLAGES} 个村不算中间数，看得出是谁。",
                    "期间",
                )
            )
        elif not self.said:
            found.append(Problem("这一期没有可以比的数。", "期间"))
        try:
            Period.read(self.period)
        except ValueError:
            found.append(Problem("期间写成 2025 或者 2025Q3。", "期间"))
        if not self.issuer.strip() or len(self.issuer) > LONGEST:
            found.append(Problem(f"请写要求的单位，最多 {LONGEST} 个字。", "要求的单位"))
        return found

    def project(self, header: Header) -> None:
        VillageMedians.put(
            origin=header.origin,
            log_seq=header.seq,
            obj=header.obj,
            to=self.to,
            period=self.period,
            villages=self.villages,
            rows=msgspec.json.encode(self.said).decode(),
            issuer=self.issuer,
            said_on=header.moment.date(),
        )


EVENTS = (VouchersRuled, MediansSent)
