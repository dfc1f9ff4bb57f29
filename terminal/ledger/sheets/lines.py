"""One row of a table to one line: day, voucher, summary, account, and on which side the money is."""

import re
from dataclasses import dataclass, field
from datetime import date

from terminal.errors import Problem
from terminal.ledger.accounts import AccountSet, Said
from terminal.ledger.sheets import headers, values
from terminal.ledger.sheets.book import Direction, Line, Unread, why_not_one_line
from terminal.ledger.sheets.dating import Days
from terminal.ledger.sheets.grid import Row
from terminal.ledger.sheets.table import Table

TRANSFER = re.compile(r"结转.{0,6}(?:收益|损益|收入|支出|费用)|期末结转|年终结转")
INCOMING = frozenset(("收入", "收", "收方", "进"))
OUTGOING = frozenset(("支出", "支", "付", "付方", "出", "开支"))


@dataclass
class Lines:
    """Reads lines; remembers the accounts `said`, rows of `elsewhere` accounts, and both sides of a journal (fen)."""

    table: Table
    days: Days
    chart: AccountSet
    said: list[Said] = field(default_factory=list)
    elsewhere: int = 0
    debit_fen: int = 0
    credit_fen: int = 0
    voucher_head: str = ""

    def read(self, row: Row) -> Line | None:
        """The line, or None: then the table has a new problem, or the row is of an account that is no income or expense."""
        table, before = self.table, len(self.table.problems)
        day = self._day(row)
        summary = self._summary(row)
        code, account = self._account(row)
        money = self._money(row, code, account, summary)
        balance = table.balance(row)
        if money is None or len(table.problems) > before:
            return None
        return Line(
            day=day,
            voucher=self._voucher(row),
            summary=summary,
            account_code=code,
            account_name=account,
            direction=money[0],
            fen=money[1],
            balance_fen=balance,
            balance_where="" if balance is None else table.where(row, "balance"),
            handler=table.cell(row, "handler").text,
            witness=table.cell(row, "witness").text,
            approver=table.cell(row, "approver").text,
            attachments=values.count(table.cell(row, "attachments")),
            where=table.where(row, table.money_field(row)),
            day_where=table.where(row, self.days.column_name()),
            voucher_where=table.where(row, "voucher"),
        )

    def unread(self, row: Row) -> Unread:
        """A row nobody could read, as it stands there, for whoever puts it right."""
        table, day = self.table, self.days.column_name()
        amount = table.cell(row, "amount").text
        is_income = (table.way.direction or direction_of(table.cell(row, "kind").text)) == "in"
        said = {
            "day": table.cell(row, day).text if day != "summary" else "",
            "voucher": self._voucher(row),
            "summary": table.cell(row, "summary").text,
            "account": " ".join(filter(None, (table.cell(row, one).text for one in ("account_code", "account_name")))),
            "income": table.cell(row, table.way.income).text or (amount if is_income else ""),
            "expense": table.cell(row, table.way.expense).text or ("" if is_income else amount),
            "balance": table.cell(row, "balance").text,
        }
        names = {
            "day": day,
            "voucher": "voucher",
            "summary": "summary",
            "account": "account_name",
            "balance": "balance",
        }
        cells = {field: table.where(row, name) for field, name in names.items() if table.has(name)}
        return Unread(
            number=row.number,
            said={name: text for name, text in said.items() if text},
            cells=cells | {"money": table.where(row, table.money_field(row))},
        )

    def read_head(self, said: str) -> None:
        """Number and day of a voucher that stand outside its table (记账凭证)."""
        if self.table.way.kind != "journal":
            return
        number = re.search(r"([记收付转])字?\s*(?:第|-)\s*(\d+)\s*号?", said)
        if number and not self.table.has("voucher"):
            self.voucher_head = values.voucher(number[1], number[2])
        day = re.search(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日", said)
        if day and not self.table.has("date"):
            try:
                self.days.fix(day[0])
            except ValueError as refused:
                self.table.problems.append(Problem(str(refused), self.table.grid.name))

    def _day(self, row: Row) -> date | None:
        try:
            return self.days.read(row)
        except ValueError as refused:
            self.table.complain(str(refused), row, self.days.column_name())
            return None

    def _summary(self, row: Row) -> str:
        names = ("summary", "account_detail", "account_name")
        name = next((name for name in names if self.table.has(name)), "summary")
        summary = " ".join(self.table.cell(row, name).text.split())
        if not summary:
            self.table.complain("这一行有数，但没有写摘要，看不出是什么钱。请补上。", row, name)
        return summary

    def _voucher(self, row: Row) -> str:
        word, number = self.table.cell(row, "voucher_word"), self.table.cell(row, "voucher")
        return values.voucher(word.text, number.text) or self.voucher_head

    def _account(self, row: Row) -> tuple[str, str]:
        """Code and name of the account; “501 经营收入” in one cell is taken apart, details follow the name."""
        code, name = self.table.cell(row, "account_code").text, self.table.cell(row, "account_name").text
        together = re.fullmatch(r"(\d[\d.]{2,})[\s\-]*(\D.*)?", name)
        if together and not code:
            code, name = together[1], together[2] or ""
        detail = self.table.cell(row, "account_detail").text
        name = "-".join(part for part in (name, detail) if part)
        if code or name:
            told_by = "account_name" if self.table.cell(row, "account_name").text else "account_code"
            self.said.append(Said(code, name, self.table.where(row, told_by)))
        return code, name

    def _money(self, row: Row, code: str, account: str, summary: str) -> tuple[Direction, int] | None:
        table, way = self.table, self.table.way
        if way.kind == "list":
            return self._one_amount(row)
        before = len(table.problems)
        income, expense = table.amount(row, way.income), table.amount(row, way.expense)
        if len(table.problems) > before:
            return None
        sides = ("收入", "支出") if way.income == "income" else ("借方", "贷方")
        if says := why_not_one_line(income, expense, sides):
            table.complain(says, row, table.money_field(row))
            return None
        if way.kind == "columns":
            return ("in", income) if income else ("out", expense or 0)
        self.debit_fen += expense or 0
        self.credit_fen += income or 0
        return self._of_account(code, account, summary, (income or 0) - (expense or 0))

    def _of_account(self, code: str, account: str, summary: str, credited: int) -> tuple[Direction, int] | None:
        """Credit of an income account is income, debit of an expense account expense; the rest is neither."""
        known = self.chart.match(code, account) if self.table.way.kind == "journal" else None
        direction = known.direction if known else self.table.way.direction
        if direction is None or TRANSFER.search(summary):
            self.elsewhere += 1
            return None
        return direction, credited if direction == "in" else -credited

    def _one_amount(self, row: Row) -> tuple[Direction, int] | None:
        table, before = self.table, len(self.table.problems)
        fen = table.amount(row, "amount")
        direction = table.way.direction or direction_of(table.cell(row, "kind").text)
        if direction is None:
            table.complain("看不出这一笔是收入还是支出。请写“收入”或者“支出”。", row, "kind")
        if not fen and len(table.problems) == before:
            table.complain("这一行没有金额。请补上，或者删掉这一行。", row, "amount")
        return (direction, fen) if direction and fen else None


def direction_of(said: str) -> Direction | None:
    plain = headers.clean(said)
    return "in" if plain in INCOMING else "out" if plain in OUTGOING else None
