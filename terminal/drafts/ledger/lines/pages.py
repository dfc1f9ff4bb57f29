"""A sheet as a table to work in: every problem beside its cell, one row open to be changed, what was changed by whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec
from flask import url_for
from flask_babel import gettext as _

from terminal.drafts.ledger import words
from terminal.drafts.ledger.lines import changing, forms
from terminal.drafts.ledger.lines.shapes import Cells, Edit, Entry
from terminal.drafts.ledger.lines.suggesting import Before, Suggestion
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem
from terminal.ledger.accounts import account_set
from terminal.text.money import yuan
from terminal.web.filters import day
from terminal.web.forms import Form

PART = 100  # rows on one page
Says = tuple[str, ...]


class Asked(msgspec.Struct, frozen=True):
    """What somebody wants to change: a row, or a new one behind a row; `form` when it was refused."""

    row: str = ""
    behind: str | None = None
    form: Form | None = None
    part: int = 1


NOTHING = Asked()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row; `beside` are problems by field, “place” for those of the whole row; `form` when it is open."""

    key: str
    kind: str
    place: str
    cells: Cells
    category: str
    said: dict[str, str]
    beside: dict[str, Says]
    changed: bool
    sides: bool = True
    form: Form | None = None
    suggested: Suggestion | None = None

    @property
    def focus(self) -> str:
        """The field to begin with: the first that is wrong."""
        first = next((name for name in self.beside if name != "place"), "")
        return first or ("day" if self.kind != "printed" else "income" if self.sides else "balance")

    @property
    def is_line(self) -> bool:
        return self.kind == "line"


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The rows of one part out of `parts`; `new` is the form of a row that is being added behind `behind`."""

    rows: list[Row]
    part: int
    parts: int
    sheet: str
    places: dict[str, int]
    new: Form | None = None
    behind: str = ""
    accounts: list[str] = []
    wrong: str = ""
    next: str = ""
    last: str = ""

    def href(self, work: Work, where: str) -> str:
        """The address of the row a place lies in; empty where there is no such row."""
        key = changing.key_of(where, self.sheet)
        if key not in self.places:
            return ""
        part = self.places[key]
        page = url_for("cadre_ledger.draft", number=work.id, part=part) if part != self.part else ""
        return f"{page}#row-{key}"


def rows(work: Work, problems: Iterable[Problem], before: Sequence[Before] = ()) -> list[Row]:
    """Every row of the sheet in its order, each problem beside its cell, and what account it may belong to by lines `before`."""
    sheet = work.read_sheet
    chart = account_set("2004" if sheet.account_set == "2004" else "2023")
    wrong: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        wrong[changing.key_of(problem.where, sheet.name)].append(problem)
    touched = {one.key for one in work.edits}
    return [
        Row(
            key=one.key,
            kind=one.kind,
            place=words.plain(one.place),
            cells=one.cells,
            category=chart.category(*changing.parted(one.cells.account)) if one.kind == "line" else "",
            said=one.said,
            beside=_beside(one, wrong.get(one.key, ())),
            changed=one.key in touched,
            sides=one.kind != "printed" or one.source is not None,
            suggested=changing.suggested(one, before),
        )
        for one in changing.entries(sheet)
    ]


def _beside(row: Entry, problems: Iterable[Problem]) -> dict[str, Says]:
    found: dict[str, Says] = {}
    for one in problems:
        fields = [name for name, where in row.where.items() if where == one.where]
        name = fields[0] if len(fields) == 1 else "place"
        found[name] = (*found.get(name, ()), words.plain(one.says))
    return found


def table(work: Work, problems: Iterable[Problem], asked: Asked, before: Sequence[Before] = ()) -> Table:
    """The part of the sheet that is asked for, with the row that is open."""
    found = rows(work, problems, before)
    places = {row.key: 1 + place // PART for place, row in enumerate(found)}
    wanted = asked.row if asked.row in places else asked.behind or ""
    parts = max(1, -(-len(found) // PART))
    part = places.get(wanted, min(max(asked.part, 1), parts))
    shown = [_opened(row, work, asked) for row in found[(part - 1) * PART : part * PART]]
    chart = account_set("2004" if work.read_sheet.account_set == "2004" else "2023")
    after = [row.key for row in found if row.beside]
    place = after.index(asked.row) + 1 if asked.row in after else 0
    return Table(
        rows=shown,
        part=part,
        parts=parts,
        sheet=work.read_sheet.name,
        places=places,
        new=(asked.form or forms.of_row(Entry(key="", kind="line", cells=Cells(), place="")))
        if asked.behind is not None
        else None,
        behind=asked.behind or "",
        accounts=[f"{one.code} {one.name}" for one in chart.accounts if one.direction],
        wrong=f"#row-{asked.row or 'new'}" if asked.form and asked.form.is_wrong else "",
        next=next((key for key in (*after[place:], *after) if key != asked.row), ""),
        last=next((row.key for row in reversed(found) if row.kind != "printed"), found[-1].key if found else ""),
    )


def _opened(row: Row, work: Work, asked: Asked) -> Row:
    if row.key != asked.row:
        return row
    entry = next(one for one in changing.entries(work.read_sheet) if one.key == row.key)
    return msgspec.structs.replace(row, form=asked.form or forms.of_row(entry))


class Change(msgspec.Struct, frozen=True):
    """One change in words: what happened where, from what to what; `key` where it can be taken back."""

    place: str
    says: str
    fields: list[tuple[str, str, str]]
    by: str
    at: datetime
    key: str


def changes(work: Work) -> list[Change]:
    """Everything somebody changed in what the file says, newest first."""
    here = {one.key for one in changing.entries(work.read_sheet)} if work.edits else set()
    unread = {str(one.number) for sheet in work.filed.sheets for one in sheet.unread}
    found, seen = [], set()
    for edit in reversed(work.edits):
        gone = edit.now is None and edit.key not in here and edit.key not in seen and edit.was is not None
        back = edit.key if gone and edit.key.isdecimal() else ""
        says = _says(edit, edit.key in unread)
        found.append(Change(words.plain(edit.place), says, _fields(edit), edit.by, edit.at, back))
        seen.add(edit.key)
    return found


def _says(edit: Edit, unread: bool) -> str:
    if edit.now is None:
        return _("删掉了这一行")
    if edit.was is not None:
        return _("改了")
    if not edit.key.isdecimal():
        return _("加了一笔")
    return _("改好了读不懂的一行") if unread else _("放回来了")


def _fields(edit: Edit) -> list[tuple[str, str, str]]:
    was, now = edit.was or Cells(), edit.now or Cells()
    named = {
        "day": _("日期"),
        "voucher": _("凭证号"),
        "summary": _("摘要"),
        "account": _("科目"),
        "income": _("收入"),
        "expense": _("支出"),
        "balance": _("余额"),
    }
    pairs = ((label, _shown(getattr(was, name)), _shown(getattr(now, name))) for name, label in named.items())
    return [(label, before or _("空"), after or _("空")) for label, before, after in pairs if before != after]


def _shown(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return yuan(value) if isinstance(value, int) else day(value)  # type: ignore[arg-type]  # nothing else is in a row
