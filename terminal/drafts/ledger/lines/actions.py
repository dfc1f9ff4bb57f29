"""Changing, adding, dropping a row of a sheet: each one transaction, each kept with who did it and what stood there."""

from collections.abc import Sequence

import msgspec

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts.ledger import actions as sheets
from terminal.drafts.ledger import models, queries
from terminal.drafts.ledger.lines import changing
from terminal.drafts.ledger.lines.shapes import Cells, Edit, Entry
from terminal.drafts.ledger.shapes import Work
from terminal.errors import Problem, Refused, refuse_if
from terminal.staff.queries import Person
from terminal.store.database import write

GONE = "这一行已经不在表上了。请看看现在的表。"
PRINTED = "这一行是表上印的合计或余额，不能删。要改，请改上面的数。"


def find(rows: Sequence[Entry], key: str) -> Entry:
    """The row of this name. Raises Refused."""
    found = next((one for one in rows if one.key == key and key), None)
    refuse_if([] if found else [Problem(GONE)])
    assert found
    return found


def _rows(work: Work) -> list[Entry]:
    return changing.entries(work.read_sheet)


def put(draft_id: int, key: str, cells: Cells, revision: int, *, by: Person, now: Now) -> None:
    """Say something else in a row, or read one nobody could read. Raises Refused (the row stays) or Clash."""
    with write():
        work = sheets.at_revision(draft_id, revision)
        row = find(_rows(work), key)
        refuse_if(changing.why_not_cells(cells, row.kind))
        was = None if row.kind == "unread" else row.cells
        if was != cells:
            _keep(work, Edit(key=key, behind="", place=row.place, was=was, now=cells, by=by.by, at=now.at), by, now)


def accept(draft_id: int, key: str, revision: int, *, by: Person, now: Now) -> None:
    """Take the account that is suggested for this line. Raises Refused when none is any more, or Clash."""
    with write():
        work = sheets.at_revision(draft_id, revision)
        row = find(_rows(work), key)
        found = changing.suggested(row, queries.said_before())
        if found is None:
            raise Refused([Problem("这一行没有可以照着记的了。请点“改”，自己写科目。")])
        now_said = msgspec.structs.replace(row.cells, account=found.account)
        refuse_if(changing.why_not_cells(now_said, row.kind))
        edit = Edit(key=key, behind="", place=row.place, was=row.cells, now=now_said, by=by.by, at=now.at)
        _keep(work, edit, by, now)


def add(draft_id: int, behind: str, cells: Cells, revision: int, *, by: Person, now: Now) -> None:
    """Put a new line behind a row (empty: first of all). Raises Refused or Clash."""
    with write():
        work = sheets.at_revision(draft_id, revision)
        if behind:
            find(_rows(work), behind)
        refuse_if(changing.why_not_cells(cells, "line"))
        number = 1 + len({one.key for one in work.edits if one.key.startswith("a")})
        place = changing.added_place(f"a{number}")
        edit = Edit(key=f"a{number}", behind=behind, place=place, was=None, now=cells, by=by.by, at=now.at)
        _keep(work, edit, by, now)


def drop(draft_id: int, key: str, revision: int, *, by: Person, now: Now) -> None:
    """Take a line out, or a row that is none. Raises Refused or Clash."""
    with write():
        work = sheets.at_revision(draft_id, revision)
        row = find(_rows(work), key)
        refuse_if([Problem(PRINTED)] if row.kind == "printed" else [])
        was = None if row.kind == "unread" else row.cells
        _keep(work, Edit(key=key, behind="", place=row.place, was=was, now=None, by=by.by, at=now.at), by, now)


def restore(draft_id: int, key: str, revision: int, *, by: Person, now: Now) -> None:
    """Let a row say again what the file says. Raises Refused or Clash."""
    with write():
        work = sheets.at_revision(draft_id, revision)
        row = find(changing.entries(work.filed.sheets[0]), key)
        here = next((one for one in _rows(work) if one.key == key), None)
        refuse_if([Problem("文件里这一行读不懂，请改好，或者删掉。")] if row.kind == "unread" else [])
        was = here.cells if here else None
        _keep(work, Edit(key=key, behind="", place=row.place, was=was, now=row.cells, by=by.by, at=now.at), by, now)


def _keep(work: Work, edit: Edit, by: Person, now: Now) -> None:
    said = msgspec.json.encode(edit).decode()
    models.DraftEdit.insert(draft=work.id, at=now.at, person=by.id, edit=said).execute()
    sheets.forget_excuse(work.id)
    sheets.touch(work.draft, by, now)
    if not any(
        one.what == "save" and one.person == by.id and one.round == work.draft.round for one in work.draft.steps
    ):
        drafts.note(work.draft, "save", by, now)
