"""A sheet as rows with names, and the sheet again after rows were changed; pure.  The file's own reading is never touched."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from terminal.drafts.ledger.lines import suggesting
from terminal.drafts.ledger.lines.shapes import Cells, Edit, Entry
from terminal.drafts.ledger.lines.suggesting import Before, Suggestion
from terminal.errors import Problem, Refused
from terminal.ledger.accounts import Said, account_set, which_set
from terminal.ledger.sheets import book
from terminal.ledger.sheets.book import Line, Reading, Sheet, Stated, Unread
from terminal.ledger.sheets.reading import red

OPENING = "上期结余"
ROW = re.compile(r"(?:![A-Z]{1,3}|第 )([0-9]+)(?: 行)?$")
ADDED = re.compile(r"加的第 ([0-9]+) 笔")
CODE = re.compile(r"(\d[\d.]{2,})[\s\-]*(\D.*)?")


def row_number(where: str, sheet: str) -> int:
    """The row a place names, “收支!G6” or “第 6 行”; 0 for a place outside this sheet."""
    found = ROW.search(where)
    if not found or ("!" in where and not where.startswith(f"{sheet}!")):
        return 0
    return int(found[1])


def key_of(where: str, sheet: str) -> str:
    """The row a place lies in; empty for a place outside the rows."""
    if added := ADDED.match(where):
        return f"a{added[1]}"
    number = row_number(where, sheet)
    return str(number) if number else ""


def added_place(key: str) -> str:
    """Where a row stands that is in no file."""
    return f"加的第 {key[1:]} 笔"


def entries(sheet: Sheet) -> list[Entry]:
    """Every row of the sheet in its order: lines, what could not be read, what is printed."""
    between: dict[int, list[Entry]] = {}
    for stated in sheet.stated:
        between.setdefault(stated.count, []).append(_printed(stated, sheet.name))
    for count, unread in zip(sheet.gaps, sheet.unread, strict=False):
        between.setdefault(count, []).append(_unread(unread))
    found = [_opening(sheet)] if sheet.opening_where else []
    for count in range(len(sheet.lines) + 1):
        found += sorted(between.get(count, ()), key=lambda one: int(one.key or 0))
        if count < len(sheet.lines):
            found.append(_line(sheet.lines[count], sheet.name))
    return found


def _opening(sheet: Sheet) -> Entry:
    where = sheet.opening_where
    cells = Cells(summary=OPENING, balance=sheet.opening_fen)
    return Entry(key=key_of(where, sheet.name), kind="printed", cells=cells, place=where, where={"balance": where})


def _printed(stated: Stated, sheet: str) -> Entry:
    cells = Cells(
        summary=stated.label, income=stated.income_fen, expense=stated.expense_fen, balance=stated.balance_fen
    )
    where = {"income": stated.income_where, "expense": stated.expense_where, "balance": stated.where}
    return Entry(
        key=key_of(stated.where, sheet), kind="printed", cells=cells, place=stated.where, where=where, source=stated
    )


def _unread(unread: Unread) -> Entry:
    where = dict(unread.cells)
    where["expense" if "expense" in unread.said else "income"] = where.pop("money")
    place = next(iter(where.values()))
    return Entry(
        key=str(unread.number), kind="unread", cells=Cells(), place=place, where=where, said=unread.said, source=unread
    )


def _line(line: Line, sheet: str) -> Entry:
    is_income = line.direction == "in"
    cells = Cells(
        day=line.day,
        voucher=line.voucher,
        summary=line.summary,
        account=f"{line.account_code} {line.account_name}".strip(),
        income=line.fen if is_income else None,
        expense=None if is_income else line.fen,
        balance=line.balance_fen,
    )
    where = {"day": line.day_where, "voucher": line.voucher_where, "balance": line.balance_where}
    where["income" if is_income else "expense"] = line.where
    return Entry(key=key_of(line.where, sheet), kind="line", cells=cells, place=line.where, where=where, source=line)


def changed(reading: Reading, edits: Sequence[Edit]) -> Reading:
    """What was read, with these changes one after the other; problems of rows that were put right are gone."""
    if not edits or not reading.sheets:
        return reading
    sheet, touched = reading.sheets[0], {one.key for one in edits}
    rows = entries(sheet)
    for edit in edits:
        rows = _with(rows, edit)
    made = _sheet(sheet, rows, touched)
    problems = [one for one in reading.problems if key_of(one.where, sheet.name) not in touched]
    return replace(reading, sheets=(made,), problems=(*problems, *_wrong_accounts(made, touched)))


def _with(rows: list[Entry], edit: Edit) -> list[Entry]:
    place = next((place for place, one in enumerate(rows) if one.key == edit.key), None)
    if edit.now is None:
        return [one for one in rows if one.key != edit.key]
    if place is not None:
        old = rows[place]
        kind = "line" if old.kind == "unread" else old.kind
        return [*rows[:place], replace(old, cells=edit.now, kind=kind, said={}), *rows[place + 1 :]]
    new = Entry(key=edit.key, kind="line", cells=edit.now, place=edit.place)
    place = _place_of(rows, edit)
    return [*rows[:place], new, *rows[place:]]


def _place_of(rows: Sequence[Entry], edit: Edit) -> int:
    """Behind the row it was put behind; a row of the file goes back before the next of the file."""
    if edit.key.isdecimal():
        later = (place for place, one in enumerate(rows) if one.key.isdecimal() and int(one.key) > int(edit.key))
        return next(later, len(rows))
    return next((place + 1 for place, one in enumerate(rows) if one.key == edit.behind), 0)


def _sheet(sheet: Sheet, rows: Iterable[Entry], touched: set[str]) -> Sheet:
    """The sheet of these rows; what is counted and printed is about the lines above it, as in a file."""
    lines: list[Line] = []
    stated: list[Stated] = []
    unread: list[Unread] = []
    gaps: list[int] = []
    opening = sheet.opening_fen
    for row in rows:
        if row.kind == "line":
            lines.append(_line_of(row))
        elif isinstance(row.source, Unread):
            unread.append(row.source)
            gaps.append(len(lines))
        elif isinstance(row.source, Stated):
            stated.append(_stated_of(row, stated, len(lines)))
        elif row.kind == "printed":
            opening = row.cells.balance
    made = replace(
        sheet,
        lines=tuple(lines),
        stated=tuple(stated),
        unread=tuple(unread),
        gaps=tuple(gaps) if sheet.unread else sheet.gaps,
        opening_fen=opening,
        notices=tuple(_notices(sheet, lines, touched)),
    )
    return replace(made, closing_fen=_closing(sheet, made, touched))


def _stated_of(row: Entry, before: Sequence[Stated], count: int) -> Stated:
    last = [one.count for one in before if one.kind in ("subtotal", "total")]
    since = last[-1] if last and last[-1] < count else 0
    said = row.cells
    assert isinstance(row.source, Stated)
    return replace(
        row.source, count=count, since=since, income_fen=said.income, expense_fen=said.expense, balance_fen=said.balance
    )


def _closing(sheet: Sheet, made: Sheet, touched: set[str]) -> int | None:
    """The closing stands in a printed row, or it is the balance of the last line."""
    printed = next((one for one in made.stated if one.where == sheet.closing_where), None)
    if printed:
        return printed.balance_fen if key_of(printed.where, sheet.name) in touched else sheet.closing_fen
    if not sheet.closing_where:
        return sheet.closing_fen
    return made.lines[-1].balance_fen if made.lines else None


def _line_of(row: Entry) -> Line:
    cells, is_income = row.cells, bool(row.cells.income)
    code, name = parted(cells.account)
    said: dict[str, Any] = {
        "summary": cells.summary,
        "direction": "in" if is_income else "out",
        "fen": (cells.income if is_income else cells.expense) or 0,
        "day": cells.day,
        "voucher": cells.voucher,
        "account_code": code,
        "account_name": name,
        "balance_fen": cells.balance,
    }
    if isinstance(row.source, Line):
        return row.source if _line(row.source, "").cells == cells else replace(row.source, **said)
    if isinstance(row.source, Unread):
        where = row.source.cells
        return _placed(said, where["money"], where.get("day", ""), where.get("voucher", ""), where.get("balance", ""))
    place = added_place(row.key)
    return _placed(said, place, f"{place}日期", f"{place}凭证号", f"{place}余额")


def _placed(said: dict[str, Any], where: str, day: str, voucher: str, balance: str) -> Line:
    return Line(where=where, day_where=day, voucher_where=voucher, balance_where=balance, **said)


def parted(account: str) -> tuple[str, str]:
    """Code and name of an account: “513 管理费用”, “管理费用”, “513”."""
    found = CODE.fullmatch(account.strip())
    return (found[1], found[2] or "") if found else ("", account.strip())


def suggested(row: Entry, before: Sequence[Before]) -> Suggestion | None:
    """The account a line without one, or with one that says nothing, may belong to."""
    if row.kind != "line" or not suggesting.wants(row.cells.account):
        return None
    return suggesting.suggest(row.cells.summary, "in" if row.cells.income is not None else "out", before)


def _notices(sheet: Sheet, lines: Iterable[Line], touched: set[str]) -> Iterator[str]:
    for said in sheet.notices:
        if key_of(said.partition(" 是红字")[0], sheet.name) not in touched:
            yield said
    yield from (red(one) for one in lines if one.fen < 0 and key_of(one.where, sheet.name) in touched)


def _wrong_accounts(sheet: Sheet, touched: set[str]) -> list[Problem]:
    """Accounts somebody wrote at the desk belong to the chart of the month."""
    said = [
        Said(one.account_code, one.account_name, one.where)
        for one in sheet.lines
        if (one.account_code or one.account_name) and key_of(one.where, sheet.name) in touched
    ]
    try:
        which_set(said, sheet.period, account_set("2004" if sheet.account_set == "2004" else "2023").version)
    except Refused as wrong:
        return list(wrong.problems)
    return []


def why_not_cells(cells: Cells, kind: str) -> list[Problem]:
    """Why a row may not be kept as it was typed; what does not add up in it is shown beside it afterwards."""
    if kind == "printed":
        return []
    found = []
    if not cells.summary:
        found.append(Problem("请写做什么用的，看不出是什么钱。", "摘要"))
    if says := book.why_not_one_line(cells.income, cells.expense):
        found.append(Problem(says, "收入"))
    return found
