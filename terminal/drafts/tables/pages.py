"""What the desk shows of tables: periods of every sort, a table row by row, a public one, contracts that run out."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
from flask import render_template, url_for
from flask_babel import gettext as _

from terminal.clock import Now
from terminal.drafts import pages as drafts
from terminal.drafts import words as say
from terminal.drafts.ledger.lines.changing import row_number
from terminal.drafts.ledger.words import plain
from terminal.drafts.rules import TASK_NAMES
from terminal.drafts.tables import checks, queries, words
from terminal.drafts.tables.shapes import Work
from terminal.errors import Problem
from terminal.register.queries import filled
from terminal.staff.desk import Line, Section
from terminal.staff.queries import Person, SignedIn
from terminal.tables import checks as tables
from terminal.tables import pages as public_pages
from terminal.tables import papers, privacy
from terminal.tables import queries as public
from terminal.tables import words as table_words
from terminal.tables.comparing import Pair, compare
from terminal.tables.expiry import SOON, ends
from terminal.tables.rules import name_of
from terminal.tables.sorts import Sort
from terminal.text.days import Period
from terminal.village.queries import here
from terminal.web.filters import near_day
from terminal.web.filters import period as period_words

MOST_PERIODS = {"M": 6, "Q": 5, "H": 3, "Y": 3}
MOST_ENDINGS = 8


class Slot(msgspec.Struct, frozen=True):
    """One period of a sort in the list; `tag` is (kind, words), `button` empty where there is nothing to do."""

    name: str
    says: str
    tag: tuple[str, str] | None
    href: str
    button: str


class Row(msgspec.Struct, frozen=True):
    """One row of the table, or only a place (`place` says which) where something is wrong."""

    number: int
    place: str
    cells: tuple[str, ...]
    problems: tuple[str, ...]


def sorts(today: date) -> list[tuple[Sort, str, list[Slot]]]:
    """Every sort this unit owes with its last periods, newest first."""
    village = here()
    works = {(one.sort.key, one.draft.content.period): one for one in queries.open_works()}
    texts = filled(village.origin)
    found = []
    for sort in tables.offered(village.kind):
        there = public.periods(village.origin, sort.key)
        item = tables.items_of(sort, village.kind)[0].code
        slots = [
            _slot(sort, one, there.get(one.key), works.get((sort.key, one.key)), texts.get((item, one.key)), today)
            for one in periods(sort, today)
        ]
        found.append((sort, table_words.name(sort), slots))
    return found


def periods(sort: Sort, today: date) -> list[Period]:
    """The periods one may bring a table for, newest first."""
    kind = tables.kinds_of(sort, here().kind)[0]
    one = Period.of(today, kind)
    one = one.next() if sort.when == "ahead" else one.previous() if sort.when == "over" else one
    found = []
    for _place in range(MOST_PERIODS[kind]):
        found.append(one)
        one = one.previous()
    return found


def _slot(sort: Sort, period: Period, one: Any, work: Work | None, text_on: date | None, today: date) -> Slot:
    there = one if one and not one.withdrawn_on else None
    says, tag = words.stands(there, work, text_on, period.last < today)
    if period.last < here().in_service_from and not (there or work or text_on):
        says, tag = "", None  # nobody owes it here
    name = period_words(period.key)
    if work:
        return Slot(name, says, tag, url_for("cadre_tables.draft", number=work.id), _("去看"))
    if there:
        return Slot(name, says, tag, url_for("cadre_tables.published", number=_number(there)), "")
    return Slot(name, says, tag, url_for("cadre_tables.upload", sort=sort.key, period=period.key), _("传表格"))


def _number(one: public.Published) -> str:
    return one.index_no.rpartition("/")[2]


def begun() -> list[drafts.Row]:
    """The tables on their way."""
    return [drafts.row(one.draft) for one in queries.open_works()]


def choices(today: date) -> dict[str, Any]:
    """What one may choose beside the file: sort, period, publisher."""
    offered = tables.offered(here().kind)
    keys = {one.key: one for sort in offered for one in periods(sort, today)}
    ordered = sorted(keys.values(), key=lambda one: (one.last, one.kind), reverse=True)
    publishers = [(one.key, one.name) for one in here().publishers]
    return {
        "sorts": [(sort.key, table_words.name(sort)) for sort in offered],
        "periods": [(one.key, period_words(one.key)) for one in ordered],
        "publishers": publishers if len(publishers) > 1 else [],
    }


def rows(work: Work, problems: Iterable[Problem]) -> list[Row]:
    """Every row of the table in its order, each problem in its row; rows nobody could read stand between them."""
    sheet = work.reading.sheet
    wrong: dict[int, list[str]] = defaultdict(list)
    places: dict[int, str] = {}
    for problem in problems:
        if number := row_number(problem.where, sheet):
            wrong[number].append(plain(problem.says))
            places.setdefault(number, plain(problem.where))
    found = []
    for row in work.reading.rows:
        cells = tuple(table_words.shown(column, row.values.get(column.key)) for column in columns(work))
        found.append(Row(row.number, plain(work.reading.where(row.number)), cells, tuple(wrong.pop(row.number, ()))))
    found += [Row(number, places[number], (), tuple(says)) for number, says in wrong.items()]
    return sorted(found, key=lambda row: row.number)


def columns(work: Work) -> list[Any]:
    """The columns of the sort that the file has."""
    return [column for column in work.sort.columns if column.key in work.reading.columns]


def of_draft(work: Work, person: Person, now: Now) -> dict[str, Any]:
    """Everything the page of a draft shows."""
    is_open = work.draft.is_open
    problems = checks.problems(work, now) if is_open else []
    explained = [one.problem() for one in checks.mismatches(work)] if is_open and work.excuse else []
    found = rows(work, [*problems, *explained])
    numbers = {row.number for row in found}
    where = [(one, row_number(one.where, work.reading.sheet)) for one in problems]
    return {
        "work": work,
        "draft": work.draft,
        "page": drafts.reviewing(work.draft, person, now.today),
        "facts": words.facts(work),
        "heads": [(table_words.head(column), column.is_number) for column in columns(work)],
        "sums": [column_sum for column_sum in _sums(work)],
        "rows": found,
        "explained": [(plain(one.where), plain(one.says)) for one in explained],
        "may_explain": work.draft.may_edit and checks.may_explain(work, now),
        "to_mask": _to_mask(work),
        "problems": [(plain(one.where), plain(one.says), number if number in numbers else 0) for one, number in where],
        "changed": _changed(work),
        "notices": _notices(work),
        "may_edit": work.draft.may_edit and "cadre" in person.roles,
    }


def _sums(work: Work) -> list[str]:
    """The sums below the columns; nothing where groups part the table."""
    if work.sort.group:
        return []
    values = [row.values for row in work.reading.rows]
    keys = [column.key for column in columns(work)]
    found = {one.key: table_words.shown(one, total) for one, total in table_words.totals(work.sort, values, keys)}
    return [found.get(key, "") for key in keys] if found else []


def _notices(work: Work) -> list[str]:
    """What to look at twice: how the file was read, what was left out, a period that is missing before this one."""
    said = [plain(one) for one in (*work.reading.notices, *map(str, work.reading.left_out))]
    before = checks.without_predecessor(work) if work.draft.is_open else None
    return [*said, words.missing(before)] if before else said


def _changed(work: Work) -> list[tuple[str, tuple[str, str] | None, str]]:
    """What a correction changes in what is public now: name, tag, which figures."""
    if work.draft.purpose != "revise" or not work.draft.is_open:
        return []
    old = public.rows(public.by_number(here().origin, work.draft.about))
    pairs = compare(work.sort, old, [row.values for row in work.reading.rows])
    return [
        (name_of(work.sort, one.values), table_words.change_tag(one.change), _differences(work.sort, one))
        for one in pairs
        if one.change != "same"
    ]


def _differences(sort: Sort, pair: Pair) -> str:
    if pair.old is None or pair.new is None:
        return ""
    found = []
    for column in sort.columns:
        was, now = (table_words.with_unit(column, side.get(column.key)) for side in (pair.old, pair.new))
        if was != now:
            found.append(
                _("%(what)s：%(was)s → %(now)s", what=table_words.head(column), was=was or "—", now=now or "—")
            )
    return _("；").join(found)


def of_public(number: str) -> dict[str, Any]:
    """Everything the page of a public table shows. Raises NotFound."""
    one = public.by_number(here().origin, number)
    sort = public.sort(one.sort)
    versions = public.versions(here().origin, one.sort, one.period)
    return {
        "one": one,
        "heading": public_pages.heading(sort, one),
        "facts": words.public_facts(one),
        "kiosk": public_pages.table_url(one),
        "older": [(was, public_pages.table_url(was, version=was.number)) for was in versions[:-1]],
        "past": say.past(queries.steps_about(number)),
        "begun": queries.open_for(one.sort, one.period),
    }


def paper_html(work: Work, problems: int) -> str:
    """The table as it is now, with room for the signatures; nobody has published it yet."""
    signed = [one for one in work.draft.steps if one.round == work.draft.round and one.what in TASK_NAMES]
    return render_template(
        "drafts/tables/paper.html",
        work=work,
        heads=[papers.head(column) for column in columns(work)],
        rows=[row.cells for row in rows(work, ()) if row.cells],
        sums=_sums(work),
        problems=problems,
        wrong=[one.says for one in checks.mismatches(work)] if work.excuse else (),
        signed=[(say.task_name(one.what), one.name) for one in signed],
    )


def endings_section(visitor: SignedIn, today: date) -> Section | None:
    """Contracts that have run out or soon will, the earliest first; nothing while there is time."""
    found = public.endings(here().origin, today + timedelta(days=SOON))
    if not found or not visitor.roles & {"cadre", "supervisor", "approver"}:
        return None
    lines = []
    for one in found[:MOST_ENDINGS]:
        sort = public.sort(one.table.sort)
        ending = ends(sort, one.values, today)
        says = _("%(day)s 到期", day=near_day(ending.day)) if ending else ""
        href = url_for("villager_tables.row", number=one.number)
        lines.append(Line(name_of(sort, one.values), says, href, table_words.ends_tag(ending), _("去看")))
    return Section(_("合同到期"), tuple(lines))


def _to_mask(work: Work) -> int:
    """How many names show too much, and rows that must not be listed one by one."""
    allowed, rows = checks.privacy(work), work.reading.rows
    few = privacy.too_few(work.sort, rows, allowed)
    return len(privacy.to_mask(work.sort, rows, allowed)) + sum(map(len, few))
