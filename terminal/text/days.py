"""Days and periods: read from what people type, said as people say them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Self

Lang = Literal["zh", "en"]
Kind = Literal["M", "Q", "H", "Y"]

WEEKDAYS = "一二三四五六日"
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
QUARTERS = "一二三四"
HALVES = "上下"
MONTHS_IN: dict[Kind, int] = {"M": 1, "Q": 3, "H": 6, "Y": 12}
FIRST_YEAR, LAST_YEAR = 1900, 2199
EXAMPLE = "请写成 2026-03-05 这样"

_FULL_DAYS = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)
_SHORT_DAYS = (re.compile(r"(\d{1,2})月(\d{1,2})[日号]?"), re.compile(r"(\d{1,2})[-/.](\d{1,2})"))
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})|Q([1-4])|H([12]))?", re.ASCII)


def say_day(day: date, lang: str = "zh") -> str:
    """The day without its year: “11月22日”, “22 Nov”."""
    if lang == "en":
        return f"{day.day} {ENGLISH_MONTHS[day.month - 1][:3]}"
    return f"{day.month}月{day.day}日"


def say_full_day(day: date, lang: str = "zh") -> str:
    """The day with year and weekday: “2026年11月22日 星期日”, “Sunday, 22 November 2026”."""
    if lang == "en":
        return f"{ENGLISH_WEEKDAYS[day.weekday()]}, {day.day} {ENGLISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{say_day(day)} 星期{WEEKDAYS[day.weekday()]}"


def read_day(text: str, year: int | None = None) -> date:
    """The day somebody wrote, in any of the usual ways; `year` completes “3月5日” and “3.5”.

    Raises ValueError with a whole sentence when there is no such day.
    """
    written = "".join(unicodedata.normalize("NFKC", text).split())
    if not written:
        raise ValueError(f"还没写日期。{EXAMPLE}。")
    for pattern in _FULL_DAYS:
        if found := pattern.fullmatch(written):
            return make_day(*map(int, found.groups()))
    for pattern in _SHORT_DAYS:
        if found := pattern.fullmatch(written):
            if year is None:
                raise ValueError(f"“{text.strip()}”没写是哪一年。{EXAMPLE}。")
            return make_day(year, *map(int, found.groups()))
    raise ValueError(f"“{text.strip()}”看不出是哪一天。{EXAMPLE}。")


def make_day(year: int, month: int, day: int) -> date:
    """The day with these three numbers. Raises ValueError with a whole sentence when there is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份写成了 {year}，请核对一下是哪一年。")
    if not 1 <= month <= 12:
        raise ValueError(f"没有 {month} 月。月份从 1 到 12，请核对一下。")
    longest = last_of_month(year, month).day
    if not 1 <= day <= longest:
        raise ValueError(f"{year}年{month}月没有 {day} 日，这个月只到 {longest} 日。")
    return date(year, month, day)


def last_of_month(year: int, month: int) -> date:
    """The last day of a month, leap years known."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, quarter, half year or year; `number` counts within the year from 1 (always 1 for a year)."""

    kind: Kind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if self.kind == "M" and not 1 <= self.number <= 12:
            raise ValueError(f"没有 {self.number} 月。月份从 1 到 12，请核对一下。")
        if not 1 <= self.number <= 12 // MONTHS_IN[self.kind]:
            raise ValueError(f"一年里没有第 {self.number} 个这样的时段。")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"年份写成了 {self.year}，请核对一下是哪一年。")

    @classmethod
    def read(cls, key: str) -> Self:
        """The period with this key: “2026-03”, “2026Q1”, “2026H1”, “2026”. Raises ValueError(sentence)."""
        found = _PERIOD.fullmatch(key)
        if not found:
            raise ValueError(f"“{key}”看不出是哪一段时间。请写成 2026-03、2026Q1、2026H1 或 2026 这样。")
        year, month, quarter, half = found.groups()
        if month:
            return cls("M", int(year), int(month))
        if quarter:
            return cls("Q", int(year), int(quarter))
        return cls("H", int(year), int(half)) if half else cls("Y", int(year))

    @classmethod
    def of(cls, day: date, kind: Kind) -> Self:
        """The period of this kind that the day lies in."""
        return cls(kind, day.year, (day.month - 1) // MONTHS_IN[kind] + 1)

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS_IN[self.kind] + 1, 1)

    @property
    def last(self) -> date:
        return last_of_month(self.year, self.number * MONTHS_IN[self.kind])

    @property
    def key(self) -> str:
        tail = {"M": f"-{self.number:02}", "Q": f"Q{self.number}", "H": f"H{self.number}", "Y": ""}
        return f"{self.year:04}{tail[self.kind]}"

    def label(self, lang: str = "zh") -> str:
        """As it stands above a list: “2026年3月”, “2026年第三季度”, “2026年上半年”; “March 2026”, “Q3 2026”."""
        return self._english_label() if lang == "en" else self._chinese_label()

    def _chinese_label(self) -> str:
        match self.kind:
            case "M":
                return f"{self.year}年{self.number}月"
            case "Q":
                return f"{self.year}年第{QUARTERS[self.number - 1]}季度"
            case "H":
                return f"{self.year}年{HALVES[self.number - 1]}半年"
        return f"{self.year}年"

    def _english_label(self) -> str:
        match self.kind:
            case "M":
                return f"{ENGLISH_MONTHS[self.number - 1]} {self.year}"
            case "Q":
                return f"Q{self.number} {self.year}"
            case "H":
                return f"{('First', 'Second')[self.number - 1]} half of {self.year}"
        return f"{self.year}"

    def part_label(self, lang: str = "zh") -> str:
        """As it stands inside its year: “3月”, “第三季度”, “上半年”, “2026年”; “Mar”, “Q3”, “First half”, “2026”."""
        said = self.label(lang)
        if self.kind == "Y":
            return said
        if lang != "en":
            return said.partition("年")[2]
        return said[:3] if self.kind == "M" else said.removesuffix(f" {self.year}").removesuffix(" of")

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last

    def previous(self) -> Self:
        return self._moved(-1)

    def next(self) -> Self:
        return self._moved(1)

    def a_year_before(self) -> Self:
        return type(self)(self.kind, self.year - 1, self.number)

    def _moved(self, steps: int) -> Self:
        in_year = 12 // MONTHS_IN[self.kind]
        year, number = divmod(self.year * in_year + self.number - 1 + steps, in_year)
        return type(self)(self.kind, year, number + 1)
