"""The day of each row, with what is left out taken from the row above, the header or the title."""

from datetime import date

from terminal.ledger.sheets import values
from terminal.ledger.sheets.grid import Row
from terminal.ledger.sheets.headers import Header
from terminal.text.days import Period, make_day, read_day


class Days:
    """Remembers the last month and day, because they are printed once and left blank below."""

    def __init__(self, header: Header, year: int, period: Period) -> None:
        self.columns = header.columns
        self.year = year
        self.period = period
        self.month: int | None = period.number if period.kind == "M" else None
        self.last: date | None = None

    def fix(self, said: str) -> None:
        """The day of a voucher, for all its rows. Raises ValueError(sentence)."""
        self.last = read_day(said)

    def column_name(self) -> str:
        return next((name for name in ("date", "day", "month") if name in self.columns), "summary")

    def read(self, row: Row) -> date | None:
        """The day of this row, None when the sheet prints only months or nothing. Raises ValueError(sentence)."""
        if "date" in self.columns:
            cell = row.cell(self.columns["date"])
            if cell.text or cell.flaw:
                self.last = values.day(cell, self.year, self.period)
            return self.last
        if "month" in self.columns or "day" in self.columns:
            return self._from_parts(row)
        return self.last

    def _from_parts(self, row: Row) -> date | None:
        year, month, day = (row.cell(self.columns.get(name)) for name in ("year", "month", "day"))
        if year.text:
            self.year = int(year.text.rstrip("年")) if year.text.rstrip("年").isdecimal() else self.year
        if month.text:
            self.month = values.whole(month, "月份")
            self.last = None
        if "day" not in self.columns:
            self._check_month()
            return None
        if day.text:
            if self.month is None:
                raise ValueError("这一行没有写月份，前面也没有。请把月份补上。")
            self.last = make_day(self.year, self.month, values.whole(day, "日号"))
        return self.last

    def _check_month(self) -> None:
        if self.month is None:
            return
        first = make_day(self.year, self.month, 1)
        if not self.period.first <= first <= self.period.last:
            raise ValueError(
                f"这一笔是{self.year}年{self.month}月的，不在{self.period.label()}里。请改月份，或者挪到那个月的账里。"
            )
