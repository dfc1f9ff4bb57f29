"""A month's sheet as the bookkeeper sends it, right and wrong, and the way it takes through the office."""

import io

from terminal.drafts import publishing as signatures
from terminal.drafts.ledger import actions, publishing, queries
from terminal.drafts.ledger.shapes import Sent, Work
from terminal.staff.queries import Person
from tests.drafts.office import NOW
from tests.ledger.workbooks import T1, Rows, as_text, as_xlsx, changed

MAY: Rows = changed(T1, (2, 3, "账户：基本户"))
WRONG: Rows = changed(MAY, (7, 6, "17,014.00"))
IDENTITY = "11010519491231002X"


def sent(rows: Rows = MAY, name: str = "2026-05.xlsx", **said: str) -> Sent:
    data = as_xlsx(rows) if name.endswith(".xlsx") else as_text(rows, encoding="gb18030")
    return Sent(data, name, **said)


def begun(by: Person, rows: Rows = MAY, **said: str) -> Work:
    return queries.one(actions.start(sent(rows, **said), by=by, now=NOW))


def handed_in(by: Person, rows: Rows = MAY) -> Work:
    work = begun(by, rows)
    actions.submit(work.id, work.draft.revision, by=by, now=NOW)
    return queries.one(work.id)


def signed(work: Work, by: Person) -> Work:
    signatures.sign(work.id, work.draft.round, by=by, now=NOW)
    return queries.one(work.id)


def public(writer: Person, watcher: Person, rows: Rows = MAY) -> str:
    """The number of a sheet that went the whole way."""
    return publishing.publish(signed(handed_in(writer, rows), watcher).id, by=writer, now=NOW)


def attached(rows: Rows = MAY, name: str = "2026-05.xlsx") -> dict[str, tuple[io.BytesIO, str]]:
    """The file as a form sends it."""
    return {"file": (io.BytesIO(sent(rows, name).data), name)}
