"""The village that is measured: made once through the real actions, kept in bench/.data, the same again every time."""

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import msgspec

from terminal import clock, config
from terminal.disclosures import actions as disclosures
from terminal.journal.append import tail
from terminal.ledger import actions as ledger
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Line, Sheet
from terminal.opening import open_terminal
from terminal.store.database import close_database, write
from terminal.text.days import Period

KEPT = Path(__file__).parent / ".data"
BY = "测速"
ACCOUNTS = {Account("jiben", "基本户"): 355, Account("cunwei", "村委会账户"): 45}  # lines in each month
DISCLOSURES, MONTHS = 3000, 50
ITEMS = ("V-A05", "V-A02", "V-B01", "V-A09", "V-A12", "V-B05")
ABOUT = (
    "误工补贴",
    "低保对象",
    "征地补偿",
    "防汛物资",
    "道路硬化",
    "水费收缴",
    "宅基地",
    "农机补贴",
    "临时救助",
    "山林承包",
)
DONE = ("公布", "名单", "结果公示", "使用情况", "发放明细")
SPENT = (("办公用品", "管理费用"), ("路灯电费", "公益支出"), ("清洁工工资", "公益支出"), ("渠道维修", "经营支出"))
EARNED = (("果园租金", "经营收入"), ("门面租金", "经营收入"), ("上级拨付运转经费", "补助收入"))

Told = Callable[[int], None]
Step = tuple[date, Callable[[clock.Now], None]]


class Size(msgspec.Struct, frozen=True):
    """How much there is: disclosures, months of every account, lines in a month of the accounts."""

    disclosures: int = DISCLOSURES
    months: int = MONTHS
    lines: tuple[int, ...] = tuple(ACCOUNTS.values())


FULL = Size()


def settings_in(folder: Path, size: Size = FULL, like: config.Settings | None = None) -> config.Settings:
    """Settings of the measured village, otherwise like those given; it has been publishing for all its months."""
    first = _months(size.months)[0].first
    unit = config.Unit(
        kind="village",
        name="石桥村",
        name_en="Shiqiao Village",
        code="54990123MA0SQ8001X",
        in_service_from=first,
        township="柳河镇",
        county="青溪县",
    )
    return msgspec.structs.replace(like or config.Settings(), data=folder.resolve(), unit=unit)


def make(
    folder: Path, like: config.Settings | None = None, told: Told = lambda percent: None, size: Size = FULL
) -> config.Settings:
    """The village in this folder, made when it is not there yet; closed again."""
    settings = settings_in(folder, size, like)
    done = folder / "made"
    if not done.exists():
        open_terminal(settings)
        try:
            if (newest := tail()) is None or newest.seq == 1:
                with write():
                    _fill(size, told)
        finally:
            close_database()
        done.write_text(f"{size.disclosures} {size.months} {size.lines}\n", encoding="utf-8")
    return settings


def _months(count: int) -> list[Period]:
    """The last months that had ended, oldest first."""
    found = [Period.of(clock.today(), "M").previous()]
    while len(found) < count:
        found.append(found[-1].previous())
    return found[::-1]


def _now(day: date) -> clock.Now:
    return clock.Now.of(datetime.combine(day, time(9), clock.HERE), clk="manual")


def _fill(size: Size, told: Told) -> None:
    chance = random.Random(20261122)
    months = _months(size.months)
    first = months[0].last
    days = (clock.today() - first).days
    steps = list(_sheets(months, size, chance))
    for number in range(size.disclosures):
        day = first + timedelta(days=number * days // size.disclosures)
        steps.append((day, partial(_disclose, draft_of(number, day, chance))))
    steps.sort(key=lambda step: step[0])
    for place, (day, act) in enumerate(steps):
        act(_now(day))
        told(place * 100 // len(steps))


def draft_of(number: int, day: date, chance: random.Random) -> disclosures.Draft:
    """A publication of ordinary size: a sentence, a list of names and amounts, a sentence."""
    about, done = chance.choice(ABOUT), chance.choice(DONE)
    rows = "".join(
        f"| {chance.choice('赵钱孙李周吴郑王')}*{chance.choice('英财根辉来发平梅秀福军')} | {chance.randrange(100, 900)}.00 |\n"
        for _ in range(chance.randrange(4, 24))
    )
    return disclosures.Draft(
        item=chance.choice(ITEMS),
        title=f"{day.year}年{day.month}月{about}{done}（第{number + 1}号）",
        text=f"经村民代表会议讨论，现将{about}情况公布如下。\n\n| 姓名 | 金额（元） |\n|---|---:|\n{rows}\n有意见请向村务监督委员会反映。",
        published_on=day,
    )


def _sheets(months: list[Period], size: Size, chance: random.Random) -> Iterator[Step]:
    for account, lines in zip(ACCOUNTS, size.lines, strict=True):
        opening = 5_000_000_00
        for month in months:
            sheet = sheet_of(account, month, lines, opening, chance)
            day = min(month.last + timedelta(days=10), clock.today())
            yield day, partial(_publish, account, sheet, day)
            opening = sheet.closing_fen or 0


def _disclose(draft: disclosures.Draft, now: clock.Now) -> None:
    disclosures.publish(draft, by=BY, now=now)


def _publish(account: Account, sheet: Sheet, day: date, now: clock.Now) -> None:
    ledger.publish(sheet, account=account, publisher="committee", published_on=day, by=BY, now=now)


def sheet_of(account: Account, month: Period, count: int, opening: int, chance: random.Random) -> Sheet:
    """A month whose sums hold, with a voucher number on every line and no pictures."""
    lines = []
    for place in range(count):
        into = chance.random() < 0.3
        about, head = chance.choice(EARNED if into else SPENT)
        lines.append(
            Line(
                summary=f"{about}（{place + 1}）",
                direction="in" if into else "out",
                fen=chance.randrange(50_00, 3_000_00),
                day=month.first + timedelta(days=place * 28 // count),
                voucher=f"记-{place + 1:02}",
                account_name=head,
                handler="黄建民",
                approver="陈国平",
            )
        )
    moved = sum(line.fen if line.direction == "in" else -line.fen for line in lines)
    return Sheet(
        name=account.name,
        account=account.name,
        period=month,
        account_set="2023",
        lines=tuple(lines),
        opening_fen=opening,
        closing_fen=opening + moved,
    )


def prepare(folder: Path, like: config.Settings, told: Told) -> config.Settings:
    """The village most measurements are about."""
    return make(folder / "village", like, told)
