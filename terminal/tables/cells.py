"""What one cell of a file means in a column: money, area, day, count, choice, words; refusals are whole sentences."""

import re
import unicodedata

from terminal.ledger.sheets import values
from terminal.ledger.sheets.grid import Cell
from terminal.ledger.sheets.headers import clean
from terminal.tables.columns import MU, Column, Value
from terminal.text.days import read_day
from terminal.text.words import tidy

LONGEST_WORDS = 200
LARGEST_COUNT = 10_000_000
LARGEST_AREA = 100_000_000 * MU  # no village has more mu than that
MERGED = "这一格和别的格子合并了，看不出是哪一行的数。请取消合并，每一行写自己的数。"
_AREA = re.compile(r"(-?)(\d{1,12})(?:\.(\d+))?")
_COUNT = re.compile(r"(\d{1,12})(?:\.0+)?(?:户|人|份|口|名|个)?")


def value_of(column: Column, cell: Cell, unit: int = 1) -> Value:
    """What the cell says in this column, None for an empty one. `unit`: yuan per written unit. Raises ValueError(sentence)."""
    if cell.flaw:
        raise ValueError(cell.flaw)
    if column.is_number:
        return _number(column, cell, unit)
    if column.kind == "day":
        return _day(cell)
    text = " ".join(tidy(cell.text).split())
    if column.kind == "choice":
        return _choice(column, cell.text)
    if len(text) > LONGEST_WORDS:
        raise ValueError(f"这一格有 {len(text)} 个字，最多 {LONGEST_WORDS} 个。请写短一点，细的放进备注或者附件。")
    return text or None


def _number(column: Column, cell: Cell, unit: int) -> int | None:
    if cell.copied:
        raise ValueError(MERGED)
    if column.kind == "fen":
        return values.amount(cell, unit)
    said = "".join(unicodedata.normalize("NFKC", cell.text).split())
    if said in values.NOTHING:
        return None
    if cell.day:
        raise ValueError(f"这里应该是{column.name}，却是日期“{cell.text}”。请改成数字再传。")
    return _area(said, cell.text) if column.kind == "area" else _count(said, cell.text, column)


def _area(said: str, shown: str) -> int:
    found = _AREA.fullmatch(said.replace(",", "").removesuffix("亩"))
    if not found:
        raise ValueError(f"“{shown[:20]}”不是亩数。请填数字，比如 86.5。")
    sign, whole, rest = found[1], int(found[2]), (found[3] or "").rstrip("0")
    if len(rest) > 3:
        raise ValueError(f"“{shown[:20]}”的小数多于三位。面积记到 0.001 亩，请改成 86.125 这样。")
    area = whole * MU + int(rest.ljust(3, "0"))
    if area >= LARGEST_AREA:
        raise ValueError(f"“{shown[:20]}”太大了，村里不会有这么多亩。请看看是不是多写了几位，或者写成了平方米。")
    return -area if sign else area


def _count(said: str, shown: str, column: Column) -> int:
    found = _COUNT.fullmatch(said.replace(",", ""))
    if not found or int(found[1]) > LARGEST_COUNT:
        raise ValueError(f"“{shown[:20]}”不是{column.name}的整数。请填 1、2、3 这样的数字。")
    return int(found[1])


def _day(cell: Cell) -> str | None:
    if cell.day:
        return cell.day.isoformat()
    said = "".join(unicodedata.normalize("NFKC", cell.text).split())
    if said in values.NOTHING:
        return None
    return read_day(said).isoformat()


def _choice(column: Column, said: str) -> str | None:
    word = clean(said)
    if not word:
        return None
    found = column.choice(word)
    if found is None:
        known = "、".join(one.value for one in column.choices)
        raise ValueError(f"“{said[:20]}”不是{column.name}的写法。请写其中一个：{known}。")
    return found.value
