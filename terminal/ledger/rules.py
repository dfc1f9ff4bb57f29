"""Why a ledger sheet may not be published, and the sums its pages show.  Pure arithmetic in fen."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from terminal.errors import Problem
from terminal.ledger import identities
from terminal.ledger.accounts import AccountSet
from terminal.ledger.shapes import Picture, Used
from terminal.ledger.sheets.book import Direction, Line, Reading, Sheet, why_not_one_line
from terminal.ledger.sheets.values import personal
from terminal.ledger.sums import Totals, totals
from terminal.text.days import Period, say_day
from terminal.text.money import yuan

SHORTEST_EXCUSE, LONGEST_EXCUSE = 6, 100


class Share(msgspec.Struct, frozen=True):
    """One category of one direction: its sum `fen` out of `of_fen`."""

    direction: Direction
    name: str
    fen: int
    of_fen: int
    count: int
    code: str = ""
    plain: str = ""

    @property
    def per_mille(self) -> int:
        """Share in thousandths, ROUND_HALF_UP; 0 when there is nothing to share."""
        if not self.of_fen:
            return 0
        return int((Decimal(self.fen) * 1000 / self.of_fen).to_integral_value(ROUND_HALF_UP))

    @property
    def percent(self) -> str:
        """“36.5”, with one decimal."""
        return f"{Decimal(self.per_mille) / 10:.1f}"


def by_category(lines: Iterable[Line], account_set: AccountSet) -> tuple[Share, ...]:
    """What came in, then what went out, each by account, largest first; lines without an account are “未分类”."""
    groups: dict[tuple[Direction, str], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.direction, account_set.category(line.account_code, line.account_name)].append(line)
    whole = totals(line for group in groups.values() for line in group)
    shares = [_share(direction, name, group, whole, account_set) for (direction, name), group in groups.items()]
    return tuple(sorted(shares, key=lambda share: (share.direction != "in", -share.fen, share.name)))


def _share(direction: Direction, name: str, group: list[Line], whole: Totals, account_set: AccountSet) -> Share:
    account = account_set.by_name(name)
    of_fen = whole.income if direction == "in" else whole.expense
    known = (account.code, account.plain) if account else ("", "")
    return Share(direction, name, sum(line.fen for line in group), of_fen, len(group), *known)


def why_not_import(reading: Reading, previous: Mapping[str, int] | None = None) -> list[Problem]:
    """Everything against taking over this file: what could not be read, and what does not add up in any sheet.

    `previous` maps an account's name to its closing balance (fen) in the period before.
    """
    closings = previous or {}
    found = [problem for sheet in reading.sheets for problem in why_not_publish(sheet, closings.get(sheet.account))]
    return [*reading.problems, *_same_account_twice(reading), *found]


def _same_account_twice(reading: Reading) -> Iterator[Problem]:
    first: dict[str, Sheet] = {}
    for sheet in reading.sheets:
        other = first.setdefault(sheet.account, sheet)
        if other is not sheet:
            whose = f"“{sheet.account}”" if sheet.account else "同一个账户"
            yield Problem(
                f"“{other.name}”和“{sheet.name}”看起来都是{whose}的账。请只留一张，或者在表头写清楚“账户：”。",
                sheet.name,
            )


def why_not_publish(sheet: Sheet, previous_closing_fen: int | None = None) -> list[Problem]:
    """Every reason why this sheet may not be published; empty when it may.

    Opening + Σ income − Σ expense = closing, each printed balance and total recomputed, to the fen.
    Law: 《农村集体经济组织财务公开规定》; 《村民委员会组织法》 (2025-10-28) art. 35 (the figures must be true).
    """
    return [*why_never(sheet), *(one.problem() for one in identities.of_sheet(sheet, previous_closing_fen))]


def why_never(sheet: Sheet) -> list[Problem]:
    """What no explanation makes fit to be published: nothing in it, no balances, another month, one number for two vouchers."""
    return [
        *_without_lines(sheet),
        *_without_ends(sheet),
        *_outside_period(sheet),
        *_empty_lines(sheet),
        *_voucher_conflicts(sheet),
    ]


def why_not_excuse(excuse: str) -> list[Problem]:
    """Villagers read beside a figure that does not add up why it does not, in a few words."""
    plain = excuse.strip()
    if len(plain) < SHORTEST_EXCUSE:
        return [Problem(f"请写明为什么对不上，至少 {SHORTEST_EXCUSE} 个字。村民会看到这句话。", "说明")]
    if len(plain) > LONGEST_EXCUSE:
        return [Problem(f"说明最多 {LONGEST_EXCUSE} 个字，写了 {len(plain)} 个。请写短一点。", "说明")]
    if says := personal(plain):
        return [Problem(says, "说明")]
    return []


def _without_lines(sheet: Sheet) -> Iterator[Problem]:
    moved = sheet.opening_fen is not None and sheet.closing_fen is not None and sheet.opening_fen != sheet.closing_fen
    if not sheet.lines and not sheet.gaps and (moved or sheet.opening_fen is None):
        yield Problem("这张表里没有一笔收支。请看看是不是传错了表。", sheet.name)


def _without_ends(sheet: Sheet) -> Iterator[Problem]:
    if sheet.opening_fen is None:
        yield Problem(
            "没有写上期结余（期初余额），没法核对。请在第一笔前面加一行“上月结转”，在余额栏写上数，没有钱就写 0。",
            sheet.name,
        )
    if sheet.closing_fen is None:
        yield Problem(
            "没有写期末结余，没法核对。请在合计行的余额栏写上数，或者加一行“期末结余”，没有钱就写 0。", sheet.name
        )


def _outside_period(sheet: Sheet) -> Iterator[Problem]:
    for line in sheet.lines:
        if line.day and not sheet.period.contains(line.day):
            yield Problem(
                f"这一笔是{line.day.year}年{say_day(line.day)}的，不在{sheet.period.label()}里。请改日期，或者挪到那个时候的账里。",
                line.day_where or line.where,
            )


def _empty_lines(sheet: Sheet) -> Iterator[Problem]:
    for line in sheet.lines:
        if not line.fen:
            yield Problem(why_not_one_line(0, 0), line.where)
        if not line.summary.strip():
            yield Problem("这一笔没有写摘要，看不出是什么钱。请补上。", line.where)


def _voucher_conflicts(sheet: Sheet) -> Iterator[Problem]:
    """The lines of one voucher stand together on one day; the same number elsewhere in the month is another voucher."""
    last: dict[tuple[object, str], tuple[int, Line]] = {}
    for index, line in enumerate(sheet.lines):
        if not line.voucher:
            continue
        key = ((line.day.year, line.day.month) if line.day else None, line.voucher)
        before, first = last.get(key, (index, line))
        if (line.day, index - before) not in ((first.day, 0), (first.day, 1)):
            yield Problem(
                f"凭证号 {line.voucher} 用了两次：{first.voucher_where or first.where}是“{first.summary}”，这里是“{line.summary}”。请改成各自的凭证号。",
                line.voucher_where or line.where,
            )
        last[key] = (index, line)


def numbers_run_on(known: Mapping[str, Mapping[str, Used]]) -> bool:
    """Whether the year's vouchers are numbered through: two months at least are public, and no number is in two of them.

    Most books begin with 1 every month; there a number says nothing outside its month.
    """
    months = [numbers.keys() for numbers in known.values() if numbers]
    return len(months) > 1 and len(set().union(*months)) == sum(len(one) for one in months)


def why_not_numbers(sheet: Sheet, known: Mapping[str, Mapping[str, Used]]) -> Iterator[Problem]:
    """Numbers of this sheet that another month of the year has; `known` is period → number → its line."""
    if not numbers_run_on(known):
        return
    seen = set()
    for line in sheet.lines:
        used = next((numbers[line.voucher] for numbers in known.values() if line.voucher in numbers), None)
        if used and line.voucher not in seen:
            yield Problem(
                f"凭证号 {line.voucher} 在{_stands(used)}。今年的凭证号是连着编的，一个号只能用一次。请改成这一笔自己的凭证号。",
                line.voucher_where or line.where,
            )
            seen.add(line.voucher)


def why_not_pictures(
    pictures: Mapping[str, Iterable[Picture]], elsewhere: Mapping[str, Iterable[Used]]
) -> Iterator[Problem]:
    """The same picture for two vouchers; `pictures` goes by voucher number, `elsewhere` by SHA-256."""
    first: dict[str, str] = {}
    for number, some in pictures.items():
        for blob in some:
            other = first.setdefault(blob.sha256, number)
            if other != number:
                yield Problem(
                    f"凭证 {other} 和 {number} 放的是同一张照片（{blob.name}）。一张凭证只能报一次，请换成自己的。",
                    number,
                )
            for used in elsewhere.get(blob.sha256, ()):
                yield Problem(
                    f"凭证 {number} 的照片（{blob.name}）在{_stands(used)}。一张凭证只能报一次，请换成这一笔自己的凭证。",
                    number,
                )


def _stands(used: Used) -> str:
    """Where a voucher was used already: “3月基本户的账里已经用过：记-7“电费”286.40 元（2026-00087）”."""
    number = used.index_no.rpartition("/")[2]
    return (
        f"{Period.read(used.period).label()}{used.account_name}的账里已经用过："
        f"{used.voucher}“{used.summary}”{yuan(used.fen)} 元（索引号 {number}）"
    )
