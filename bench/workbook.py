"""A very long workbook read and checked beside openpyxl, and hostile ones refused: processor time, the child's included."""

import io
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook, load_workbook

from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import config
from terminal.ledger import identities, rules
from terminal.ledger.sheets import reading
from terminal.text.days import Period

LINES = 20_000
SLOWEST, MEMORY_MB, REFUSED_SECONDS = 1.5, 400, 2
OCTOBER = Period.read("2026-10")
WHAT = ("路灯电费", "误工补贴", "鱼塘租金", "办公用品", "水渠清淤", "垃圾清运", "渡口维修", "活动室水电费")
ABOUT = About(
    title="A workbook of twenty thousand lines",
    notes=(
        f"{LINES} lines of one month with day, voucher, words, account, amount, running balance, who handled and who approved; read "
        "into lines by the child process and checked against every identity, beside openpyxl reading the same bytes and handing out "
        "every value (`load_workbook`, the way its manual shows). Processor time of this process and its children, so a busy machine "
        "hits both alike. Memory: the highest resident size of the child. Hostile: the slowest of a bomb, entities that multiply, a "
        "cell in the far corner, 300,000 cells in one row, two thousand members and an old workbook cut off, processor time."
    ),
    packages=("openpyxl", "xlrd"),
)


def prepare(data: Path, settings: config.Settings, told: Callable[[int], None]) -> bytes:
    """The long workbook; the same bytes' worth of figures every time."""
    chance = random.Random(7)
    book = Workbook()
    sheet = book.active
    sheet.title = "收支"
    sheet.append(["石桥村2026年10月收支逐笔公开榜"])
    sheet.append(["编制单位：石桥村股份经济合作社　账户：基本户　单位：元"])
    sheet.append(["日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经办人", "审批人"])
    balance = 10**9
    sheet.append([None, None, "上月结转", None, None, None, balance / 100])
    for number in range(1, LINES + 1):
        fen, incoming = chance.randrange(1, 500_000), number % 3 == 0
        balance += fen if incoming else -fen
        line = [
            f"2026-10-{1 + number * 31 // (LINES + 31):02d}",
            f"记-{number}",
            f"{chance.choice(WHAT)}（第 {number} 笔）",
        ]
        line += [
            "经营收入" if incoming else "管理费用",
            fen / 100 if incoming else None,
            None if incoming else fen / 100,
        ]
        sheet.append([*line, balance / 100, "李卫东", "陈国平"])
        if number % (LINES // 100) == 0:
            told(1)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def run(data: bytes, rounds: int, seconds: int) -> list[Row]:
    """Reading and checking beside openpyxl, memory, and the hostile ones; `seconds` is not needed: each is done once a round."""
    measures = {"ours": lambda: _cpu(lambda: _checked(data)), "openpyxl": lambda: _cpu(lambda: _plain(data))}
    found = in_turn(measures, rounds)
    memory = _memory(data)
    slowest = max(_cpu(lambda hostile=hostile: _refused(hostile)) for hostile in _hostile())
    return [
        compare("read and checked", found, "ours", "openpyxl", "s", reach=SLOWEST, better="low"),
        Row("highest memory", memory, "limit", MEMORY_MB, "MB", memory / MEMORY_MB, 1, "low"),
        Row("slowest refusal", slowest, "limit", REFUSED_SECONDS, "s", slowest / REFUSED_SECONDS, 1, "low"),
    ]


def _checked(data: bytes) -> None:
    found = reading.read(data, "十月.xlsx", OCTOBER)
    (sheet,) = found.sheets
    wrong = [*found.problems, *rules.why_never(sheet), *identities.of_sheet(sheet)]
    if wrong or len(sheet.lines) != LINES:
        raise AssertionError(f"{len(sheet.lines)} lines, {wrong[:3]}")


def _plain(data: bytes) -> None:
    book = load_workbook(io.BytesIO(data), data_only=True)
    if sum(1 for _ in book.active.iter_rows(values_only=True)) < LINES:
        raise AssertionError("openpyxl read less")


def _refused(data: bytes) -> None:
    if not reading.read(data, "账.xlsx", OCTOBER).problems:
        raise AssertionError("a hostile workbook was read")


def _cpu(work: Callable[[], None]) -> float:
    before = _used()
    work()
    return _used() - before


def _used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def _memory(data: bytes) -> float:
    """The highest resident size, in MB, of a fresh process that reads and checks the workbook, or of its child."""
    program = (
        "import resource,sys;from bench import workbook;workbook._checked(sys.stdin.buffer.read());"
        "print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF,resource.RUSAGE_CHILDREN)))"
    )
    root = str(config.PACKAGE.parent)
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, check=True, cwd=root)
    return int(done.stdout) / 1024


def _hostile() -> list[bytes]:
    """The workbooks of the test of the reader that want to do harm."""
    from tests.ledger.sheets.test_container import HOSTILE
    from tests.ledger.workbooks import T1, as_xls

    names = (
        "zip bomb",
        "bomb in the sheet",
        "entities that multiply",
        "one cell in the far corner",
        "too many members",
    )
    return [*(HOSTILE[name][0] for name in names), as_xls(T1)[:3000]]
