"""A row as it is typed: day, voucher, words, account, money."""

from collections.abc import Callable
from typing import TypeVar

from terminal.drafts.ledger.lines.shapes import Cells, Entry
from terminal.ledger.sheets import values
from terminal.ledger.sheets.grid import Cell
from terminal.text.days import Period
from terminal.text.money import read_amount, yuan
from terminal.text.words import tidy
from terminal.web import forms
from terminal.web.forms import Form

T = TypeVar("T")
LABELS = {
    "日期": "day",
    "凭证号": "voucher",
    "摘要": "summary",
    "科目": "account",
    "收入": "income",
    "支出": "expense",
    "余额": "balance",
}
MONEY = ("income", "expense", "balance")


def read(period: Period) -> tuple[Form, Cells]:
    """What was sent; what is wrong in a field is in the form."""
    form = forms.read(LABELS)

    def attempt(name: str, reader: Callable[[str], T]) -> T | None:
        said = form.line(name, 30)
        try:
            return reader(said) if said and not form.errors.get(name) else None
        except ValueError as wrong:
            form.complain(name, str(wrong))
            return None

    words = {
        name: " ".join(tidy(form.line(name, longest)).split()) for name, longest in (("summary", 200), ("account", 60))
    }
    for name, said in words.items():
        if says := values.personal(said):
            form.complain(name, says)
    return form, Cells(
        day=attempt("day", lambda said: values.day(Cell(said), period.year, period)),
        voucher=values.voucher("", form.line("voucher", 30)),
        summary=words["summary"],
        account=words["account"],
        income=attempt("income", read_amount),
        expense=attempt("expense", read_amount),
        balance=attempt("balance", read_amount),
    )


def of_row(row: Entry) -> Form:
    """The form of a row as it stands; of one nobody could read, what is written in it."""
    if row.kind == "unread":
        return forms.empty(LABELS, **row.said)
    cells = row.cells
    money = {name: yuan(fen) for name in MONEY if (fen := getattr(cells, name)) is not None}
    day = cells.day.isoformat() if cells.day else ""
    return forms.empty(LABELS, day=day, voucher=cells.voucher, summary=cells.summary, account=cells.account, **money)
