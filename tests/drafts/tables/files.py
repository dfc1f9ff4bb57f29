"""A table as somebody sends it, and the way it takes through the office."""

import io

from terminal.drafts import publishing as signatures
from terminal.drafts.tables import actions, publishing, queries
from terminal.drafts.tables.shapes import Sent, Work
from terminal.staff.queries import Person
from tests.drafts.office import NOW
from tests.tables.workbooks import RIGHT, Rows, as_xlsx


def sent(sort: str, rows: Rows = (), name: str = "2026.xlsx", **said: str) -> Sent:
    return Sent(as_xlsx(rows or RIGHT[sort]), name, sort, **said)


def begun(by: Person, sort: str = "assets", rows: Rows = (), **said: str) -> Work:
    return queries.one(actions.start(sent(sort, rows, **said), by=by, now=NOW))


def handed_in(by: Person, sort: str = "assets", rows: Rows = ()) -> Work:
    work = begun(by, sort, rows)
    actions.submit(work.id, work.draft.revision, by=by, now=NOW)
    return queries.one(work.id)


def signed(work: Work, *signers: Person) -> Work:
    for one in signers:
        signatures.sign(work.id, work.draft.round, by=one, now=NOW)
    return queries.one(work.id)


def public(writer: Person, watcher: Person, sort: str = "assets", rows: Rows = ()) -> str:
    """The number of a table that went the whole way."""
    return publishing.publish(signed(handed_in(writer, sort, rows), watcher).id, by=writer, now=NOW)


def attached(sort: str, rows: Rows = (), name: str = "2026.xlsx") -> dict[str, tuple[io.BytesIO, str]]:
    """The file as a form sends it."""
    return {"file": (io.BytesIO(as_xlsx(rows or RIGHT[sort])), name)}
