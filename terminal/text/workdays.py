"""Working days: weekends, the yearly holiday notice, and what is only provisional without one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Self

from terminal.errors import Problem, refuse_if

HEAD = {"year": int, "valid_through": date, "notice": str, "url": str, "version": str}
OPTIONAL = {"issued_on": date}
HOLIDAY = {"name": str, "from": date, "to": date}
WORKDAY = {"name": str, "day": date}
# Fixed by 全国年节及纪念日放假办法 (2024); the lunar holidays cannot be told without the notice.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
ONE_DAY = timedelta(days=1)
SATURDAY = 5
LONGEST_HOLIDAY = 31
KINDS_SAID = {int: "一个整数", str: "一段文字", date: "一个日期（如 2026-01-01）"}


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day counted in working days; provisional (暂定) when a day on the way has no holiday notice yet."""

    day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up working days of the years whose notices are known; without any, all is provisional."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()
    known: tuple[tuple[date, date], ...] = ()

    @classmethod
    def from_toml(cls, *tables: Mapping[str, Any]) -> Self:
        """One calendar from the tables of several years. Raises Refused with every problem of every table."""
        refuse_if([*(problem for table in tables for problem in why_not(table)), *_repeated_years(tables)])
        return cls(
            holidays=frozenset(day for table in tables for day in _days_off(table)),
            workdays=frozenset(row["day"] for table in tables for row in table.get("workday", ())),
            known=tuple(sorted((date(table["year"], 1, 1), table["valid_through"]) for table in tables)),
        )

    def knows(self, day: date) -> bool:
        """Whether a notice covers this day."""
        return any(first <= day <= last for first, last in self.known)

    def is_workday(self, day: date) -> bool:
        """Whether public bodies work on this day; where no notice is known, by weekday and fixed holidays."""
        if not self.knows(day):
            return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS
        return day in self.workdays or (day.weekday() < SATURDAY and day not in self.holidays)

    def add_workdays(self, start: date, count: int) -> DueDay:
        """The day `count` working days after `start`, which is not counted itself (民法典 第201条)."""
        if count < 0:
            raise ValueError(f"工作日只能往后数，不能数 {count} 天。")
        day, provisional = start, False
        while count:
            day += ONE_DAY
            provisional = provisional or not self.knows(day)
            count -= self.is_workday(day)
        return DueDay(day, provisional)

    def next_workday(self, day: date) -> DueDay:
        """The first working day after this one."""
        return self.add_workdays(day, 1)


def why_not(table: Mapping[str, Any]) -> list[Problem]:
    """Everything that is wrong with the calendar table of one year; empty when it may be used."""
    rows = {"holiday": HOLIDAY, "workday": WORKDAY}
    problems = _misshapen({key: value for key, value in table.items() if key not in rows}, HEAD, "", OPTIONAL)
    for kind, shape in rows.items():
        if not isinstance(table.get(kind, []), list):
            problems.append(Problem(f"{kind} 要一条一条写成 [[{kind}]]。", kind))
            continue
        for number, row in enumerate(table.get(kind, []), 1):
            problems += _misshapen(row, shape, f"第 {number} 个 {kind}")
    return problems or [*_empty_words(table), *_wrong_days(table)]


def _misshapen(
    table: Any, shape: Mapping[str, type], where: str, optional: Mapping[str, type] | None = None
) -> list[Problem]:
    if not isinstance(table, Mapping):
        return [Problem("这里要写成一组“名称 = 内容”。", where)]
    allowed = {**shape, **(optional or {})}
    problems = [Problem(f"缺少 {key}，请补上。", where) for key in shape if key not in table]
    problems += [Problem(f"不认识 {key}，请改正或删掉。", where) for key in table if key not in allowed]
    return problems + [
        Problem(f"{key} 应当是{KINDS_SAID[allowed[key]]}。", where)
        for key, value in table.items()
        if key in allowed and type(value) is not allowed[key]
    ]


def _empty_words(table: Mapping[str, Any]) -> Iterator[Problem]:
    said = {"notice": "放假通知的发文字号", "url": "放假通知的网址", "version": "日历的版本"}
    for key, name in said.items():
        if not table[key].strip():
            yield Problem(f"没写{name}，没有来历的日历不能用。", key)


def _wrong_days(table: Mapping[str, Any]) -> Iterator[Problem]:
    year: int = table["year"]
    if table["valid_through"].year != year:
        yield Problem(f"valid_through 应当在 {year} 年里。", "valid_through")
    for row in table.get("holiday", ()):
        if row["to"] < row["from"]:
            yield Problem(f"{row['name']}的最后一天 {row['to']} 早于第一天 {row['from']}，请核对。", "holiday")
        if (row["to"] - row["from"]).days >= LONGEST_HOLIDAY:
            yield Problem(f"{row['name']}从 {row['from']} 放到 {row['to']}，太长了，请核对。", "holiday")
    off, on = Counter(_days_off(table)), Counter(row["day"] for row in table.get("workday", ()))
    for day in sorted({*off, *on}):
        yield from _wrong_day(day, year, off[day], on[day])


def _wrong_day(day: date, year: int, off: int, on: int) -> Iterator[Problem]:
    if day.year != year:
        yield Problem(f"{day} 不在 {year} 年里，请写到那一年的日历里。", str(day))
    if off and on:
        yield Problem(f"{day} 又写成放假又写成上班，请核对放假通知。", str(day))
    if off > 1 or on > 1:
        yield Problem(f"{day} 写了不止一次，请只留一处。", str(day))
    if on and day.weekday() < SATURDAY:
        yield Problem(f"{day} 本来就是周一到周五，不用补班，请核对。", str(day))


def _days_off(table: Mapping[str, Any]) -> Iterator[date]:
    for row in table.get("holiday", ()):
        for offset in range(min((row["to"] - row["from"]).days + 1, LONGEST_HOLIDAY)):
            yield row["from"] + timedelta(days=offset)


def _repeated_years(tables: tuple[Mapping[str, Any], ...]) -> list[Problem]:
    years = Counter(str(table.get("year")) for table in tables)
    return [Problem(f"{year} 年的日历有 {count} 份，请只留一份。") for year, count in years.items() if count > 1]
