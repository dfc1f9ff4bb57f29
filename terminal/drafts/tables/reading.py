"""A file somebody sent to a table that may be kept as a draft: of which sort, of when; nothing personal is kept."""

from terminal.drafts.tables.shapes import Checked, Sent
from terminal.errors import Problem, Refused, refuse_if
from terminal.tables import checks, privacy
from terminal.tables import reading as tables
from terminal.tables.book import Reading
from terminal.tables.sorts import Sort, sort_of
from terminal.text.days import Kind, Period
from terminal.text.masking import NEVER_PUBLIC
from terminal.uploads import scanning as uploads
from terminal.uploads.reading import read as take_apart
from terminal.village.queries import here

WORKBOOK = b"PK"


def take(sent: Sent, period: Period | None = None) -> Checked:
    """Read a file for a draft; `period` is given where it is settled already.

    Raises Refused with every problem when nothing of the file may be kept: it is no such table, nobody knows of which
    period, or it holds numbers that belong to persons. What does not add up is for terminal/tables/rules.py.
    """
    sort = sort_of(sent.sort)
    if sort is None or not checks.items_of(sort, here().kind):
        raise Refused([Problem("请选这是哪一种表。", "表")])
    found = tables.read(sent.data, sent.name, sort)
    refuse_if(_personal(found, sort, sent))
    refuse_if(found.problems if not found.rows else ())
    return Checked(sort, _period(found, sort, sent.period, period), found)


def _period(found: Reading, sort: Sort, chosen: str, settled: Period | None) -> Period:
    kinds: tuple[Kind, ...] = checks.kinds_of(sort, here().kind)
    said = tables.said_period(found, kinds)
    wanted = settled or (Period.read(chosen) if chosen else said)
    if wanted is None:
        raise Refused([Problem("表上没写是哪一期的。请选期间，再传一次。", "期间")])
    if said and said != wanted:
        raise Refused([Problem(f"这张表写的是{said.label()}，选的是{wanted.label()}。请核对是哪一期。", "期间")])
    return wanted


def _personal(found: Reading, sort: Sort, sent: Sent) -> list[Problem]:
    """Everything wrong at once when anything personal is among it, also in what a workbook hides."""
    hidden: list[Problem] = []
    if sent.data.startswith(WORKBOOK) and found.rows and not sort.who:  # of a list of persons the file is not kept
        scanned = (one for one in uploads.personal_data(take_apart(sent.data, sent.name)) if one.side != "shown")
        hidden = [one.problem() for one in scanned if one.hit.kind in NEVER_PUBLIC]
    shown = list(privacy.numbers(sort, found))
    if not hidden and not shown:
        return []
    return [Problem("表里有个人的号码，没有留下这个文件。请删掉号码再传。"), *hidden, *shown, *found.problems]
