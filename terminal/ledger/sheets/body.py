"""The rows under a header, one after the other: lines, openings, totals, signatures, remarks."""

from dataclasses import dataclass, field
from typing import Literal

from terminal.errors import Problem
from terminal.ledger.sheets import headers, row_kinds, values
from terminal.ledger.sheets.book import Line, Signer, Stated, Unread
from terminal.ledger.sheets.grid import Row
from terminal.ledger.sheets.lines import Lines
from terminal.ledger.sheets.table import Table
from terminal.text.money import yuan

HEADINGS = ("一、", "二、", "三、", "四、", "其中")


@dataclass
class Body:
    """Collects what the rows say, in their order; what cannot be read becomes a problem of the table and a gap here."""

    table: Table
    reader: Lines
    lines: list[Line] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    opening: tuple[int, str] | None = None
    closing: tuple[int, str] | None = None

    def __post_init__(self) -> None:
        columns = self.table.header.columns
        self.numbering = frozenset(columns.get(name, 0) for name in (*headers.NUMBERING, *headers.MONEY))

    def above(self, row: Row) -> None:
        """A row above the header."""
        self._find_personal(row, frozenset())
        self.reader.read_head(row_kinds.joined(row))
        if row_kinds.is_footer(row):
            self.signers += row_kinds.signers(row)

    def take(self, row: Row) -> None:
        """A row below the header, whatever it is."""
        self._find_personal(row, frozenset() if row_kinds.is_footer(row) else self.numbering)
        if self.table.is_header_again(row):
            return
        kind, label = row_kinds.kind_of(self.table.words(row))
        if kind == "skip" or (kind == "detail" and (self._is_footer(row) or self._is_note(row))):
            return
        if kind == "detail":
            self._take_line(row)
        else:
            self._take_printed(row, kind, label)

    def _take_line(self, row: Row) -> None:
        before = len(self.table.problems)
        line = self.reader.read(row)
        if line:
            self.lines.append(line)
        elif len(self.table.problems) > before:
            self.gaps.append(len(self.lines))
            self.unread.append(self.reader.unread(row))

    def _is_footer(self, row: Row) -> bool:
        ended = bool(self.stated or self.closing) and not self.table.cell(row, "voucher").text
        if not row_kinds.is_footer(row) or (self.table.has_money(row) and not ended):
            return False
        self.signers += row_kinds.signers(row)
        self.reader.read_head(row_kinds.joined(row))
        return True

    def _is_note(self, row: Row) -> bool:
        """A single text that is no line: a heading, a remark, a title repeated on the next page."""
        texts = row.texts()
        if self.table.has_money(row) or len(texts) > 1:
            return False
        self.reader.read_head(row_kinds.joined(row))
        summary = self.table.cell(row, "summary")
        in_place = bool(summary.text) and not summary.copied and not self.stated
        return not in_place or texts[0].startswith(HEADINGS)

    def _find_personal(self, row: Row, exempt: frozenset[int]) -> None:
        for column, cell in row.cells.items():
            if len(cell.text) < values.SHORTEST_PERSONAL or column in exempt or cell.copied:
                continue
            if says := values.personal(cell.text):
                self.table.problems.append(Problem(says, self.table.grid.where(row, column)))

    def _take_printed(self, row: Row, kind: row_kinds.RowKind, label: str) -> None:
        """An opening, a total or a closing: remembered to be checked, never a line."""
        income, expense = self._printed_sides(row)
        balance = self.table.balance(row)
        if kind in ("opening", "closing"):
            first = next((fen for fen in (balance, income, expense) if fen is not None), None)
            self._take_end(row, kind, label, first)
        elif self.table.way.kind == "journal":
            self._check_sides(row, label, debit_fen=expense, credit_fen=income)
        elif kind in ("subtotal", "total", "cumulative"):
            self._state(row, kind, label, income, expense, balance)
            if balance is not None:
                self.closing = (balance, self.table.where(row, "balance"))

    def _printed_sides(self, row: Row) -> tuple[int | None, int | None]:
        way = self.table.way
        if way.kind != "list":
            return self.table.amount(row, way.income), self.table.amount(row, way.expense)
        amount = self.table.amount(row, "amount")
        return (amount if way.direction == "in" else None), (amount if way.direction == "out" else None)

    def _take_end(self, row: Row, kind: Literal["opening", "closing"], label: str, fen: int | None) -> None:
        known = fen or 0  # zero is often printed as a blank; the arithmetic finds out when it was not zero
        where = self.table.where(row, "balance" if self.table.has("balance") else self.table.money_field(row))
        if kind == "opening" and self.opening is None and not self.lines and not self.gaps:
            self.opening = (known, where)
            return
        if kind == "closing":
            self.closing = (known, where)
        self._state(row, "balance", label, None, None, known)

    def _state(
        self,
        row: Row,
        kind: Literal["subtotal", "total", "cumulative", "balance"],
        label: str,
        income: int | None,
        expense: int | None,
        balance: int | None,
    ) -> None:
        way, table = self.table.way, self.table
        if (
            way.kind == "account"
        ):  # its balance is not money in hand, and only one of its sides is what the account is for
            income, expense, balance = (
                income if way.direction == "in" else None,
                expense if way.direction == "out" else None,
                None,
            )
        counts = [stated.count for stated in self.stated if stated.kind in ("subtotal", "total")]
        self.stated.append(
            Stated(
                kind=kind,
                label=label,
                count=len(self.lines),
                since=counts[-1] if counts and counts[-1] < len(self.lines) else 0,
                income_fen=income,
                expense_fen=expense,
                balance_fen=balance,
                income_where=table.where(row, "amount" if way.kind == "list" else way.income),
                expense_where=table.where(row, "amount" if way.kind == "list" else way.expense),
                where=table.where(row, "balance" if table.has("balance") else table.money_field(row)),
            )
        )

    def _check_sides(self, row: Row, label: str, *, debit_fen: int | None, credit_fen: int | None) -> None:
        """A voucher's printed sums are about all its rows, also those that are no income or expense."""
        reader = self.reader
        pairs = (("debit", "借方", debit_fen, reader.debit_fen), ("credit", "贷方", credit_fen, reader.credit_fen))
        for name, side, said, true in pairs:
            if said is not None and said != true and not self.gaps:
                self.table.complain(
                    f"“{label}”的{side}应是 {yuan(true)}，表上写的是 {yuan(said)}。请查一查。", row, name
                )
