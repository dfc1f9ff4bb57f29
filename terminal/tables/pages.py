"""What the tables' screens show: the list of sorts, one table by rows, one row, what changed since the other table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from terminal.errors import NotFound
from terminal.paper.qr import qr
from terminal.register.pauses import held
from terminal.register.queries import paged
from terminal.register.rows import EntryRow
from terminal.tables import checks, queries, words
from terminal.tables.comparing import Pair, compare
from terminal.tables.expiry import ends
from terminal.tables.queries import Published, Values
from terminal.tables.rules import name_of
from terminal.tables.sorts import Sort
from terminal.text.days import Period
from terminal.village.queries import here
from terminal.web.addresses import for_everybody
from terminal.web.filters import period as period_words
from terminal.web.looks import Look

ROWS = {"normal": 7, "large": 5, "largest": 4}
FIGURES = {"normal": 4, "large": 3, "largest": 2}
FEWEST_ROWS = 3


class Figure(msgspec.Struct, frozen=True):
    """One figure of a row: its column's name, what it is, what it was in the other table where that differs."""

    head: str
    text: str
    was: str = ""


class Line(msgspec.Struct, frozen=True):
    """One row on a screen; `tag` is (kind, words), `changed` marks it."""

    name: str
    gist: str
    figures: tuple[Figure, ...]
    href: str
    tag: words.Tag | None = None
    changed: bool = False


class Screen(msgspec.Struct, frozen=True):
    """One screen of a table. `beside` is the table it is compared with, None when it stands alone; pages count from 1."""

    sort: Sort
    table: Published
    versions: tuple[Published, ...]
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    totals: tuple[str, ...]
    total_rows: int
    verdict: words.Verdict
    alarm: str
    choices: list[dict[str, Any]]
    neighbours: tuple[tuple[str, str], ...]
    beside: Published | None
    asked: dict[str, str]
    page: int
    pages: int

    @property
    def heading(self) -> str:
        return heading(self.sort, self.table)

    @property
    def is_newest(self) -> bool:
        return self.table.number == self.versions[-1].number

    def here(self, **query: Any) -> str:
        """This table's address, with what is open on it."""
        older = {} if self.is_newest else {"version": self.table.number}
        return table_url(self.table, **{**older, **self.asked, **query})


def heading(sort: Sort, table: Published) -> str:
    return _("%(sort)s %(period)s", sort=words.name(sort), period=period_words(table.period))


def table_url(table: Published, endpoint: str = "table", **query: Any) -> str:
    """Address of a page of this table."""
    return url_for(f"villager_tables.{endpoint}", sort=table.sort, period=table.period, **query)


def newest_of(sort: str) -> str:
    """The period of the newest table of this sort. Raises NotFound."""
    found = queries.newest(here().origin).get(sort)
    if found is None:
        raise NotFound(_("这一种表还没公布。"))
    return found.period


def sort_rows(today: date) -> tuple[list[EntryRow], list[Sort]]:
    """The newest table of every sort, and the sorts of which nothing is public."""
    village = here()
    newest = queries.newest(village.origin)
    rows, missing = [], []
    for sort in (one for one in checks.offered(village.kind) if not one.who):  # those stand below /benefits/
        table = newest.get(sort.key)
        if table is None:
            missing.append(sort)
            continue
        rows.append(
            EntryRow(
                day=table.published_on,
                title=words.name(sort),
                gist=_(
                    "%(plain)s · %(period)s，%(count)s 行",
                    plain=words.plain(sort),
                    period=period_words(table.period),
                    count=table.count,
                ),
                tag=_alarm_tag(sort, table, today),
                href=url_for("villager_tables.newest", sort=sort.key),
            )
        )
    return rows, missing


def _alarm_tag(sort: Sort, table: Published, today: date) -> words.Tag | None:
    if table.mismatches:
        return "late", ngettext("%(num)d 处对不上", "%(num)d 处对不上", len(table.mismatches))
    said = (
        words.alarm([found for values in queries.rows(table) if (found := ends(sort, values, today))])
        if sort.ends
        else ""
    )
    return ("soon", said) if said else None


def screen(sort: Sort, period: str, asked: dict[str, str], page: int, version: int, today: date, look: Look) -> Screen:
    """What to show of this table. Raises NotFound, also while it is held back."""
    village = here()
    versions = queries.versions(village.origin, sort.key, period, held(village.origin))
    if not versions:
        raise NotFound(_("这张表按要求暂停展示。"))
    table = next((one for one in versions if one.number == version), versions[-1])
    rows, other = queries.rows(table), other_table(table, asked.get("beside", ""))
    pairs = _pairs(sort, rows, other)
    group = asked.get("group", "")
    if group:
        pairs = [one for one in pairs if one.values.get(sort.group) == group]
    keys = _figures(sort, table, look)
    lines = [_line(sort, table, one, keys, today) for one in pairs if other is None or one.change != "same"]
    noticed = len(versions) > 1 or bool(table.withdrawn_on)
    alarm = words.alarm([found for values in rows if (found := ends(sort, values, today))])
    size = max(FEWEST_ROWS, ROWS[look.type] - 2 * noticed - bool(sort.group) - bool(alarm))
    number, pages = paged(len(lines), page, size)
    mine = [one.new for one in pairs if one.new is not None]
    return Screen(
        sort=sort,
        table=table,
        versions=tuple(versions),
        heads=tuple(words.head(sort.column(key)) for key in keys),
        lines=tuple(lines[(number - 1) * size : number * size]),
        totals=_totals(sort, mine, keys) if other is None and (group or not sort.group) else (),
        total_rows=len(mine),
        verdict=words.verdict(table),
        alarm=alarm,
        choices=_choices(sort, table, rows, group, asked),
        neighbours=_neighbours(table),
        beside=other,
        asked={key: value for key, value in asked.items() if value},
        page=number,
        pages=pages,
    )


def other_table(table: Published, asked: str) -> Published | None:
    """The table to compare with: of the year before, or of the period before; None when that is not public."""
    if queries.sort(table.sort).who:
        return None  # who is masked the same need not be the same
    period = Period.read(table.period)
    wanted = {"year": period.a_year_before(), "last": period.previous()}.get(asked)
    return queries.public(table.origin, table.sort, wanted.key) if wanted else None


def _pairs(sort: Sort, rows: Sequence[Values], other: Published | None) -> list[Pair]:
    if other is not None:
        return list(compare(sort, queries.rows(other), rows))
    return [Pair("same", None, values, place) for place, values in enumerate(rows, 1)]


def _figures(sort: Sort, table: Published, look: Look) -> tuple[str, ...]:
    """The columns that have room beside the name: the last ones, which say how it stands now."""
    return tuple(key for key in sort.figures if key in table.columns)[-FIGURES[look.type] :]


def _line(sort: Sort, table: Published, pair: Pair, keys: Sequence[str], today: date) -> Line:
    values = pair.values
    gist = [words.with_unit(sort.column(key), values.get(key)) for key in sort.gist if values.get(key)]
    ending = ends(sort, values, today)
    figures = []
    for key in keys:
        column = sort.column(key)
        now = words.shown(column, values.get(key))
        was = words.shown(column, pair.old.get(key)) if pair.old and pair.change == "changed" else now
        figures.append(Figure(words.head(column), now, was if was != now else ""))
    number = f"{table.log_seq}-{pair.place}"
    return Line(
        name=name_of(sort, values),
        gist=" · ".join(dict.fromkeys(gist)),
        figures=tuple(figures),
        href=url_for("villager_tables.row", number=number) if pair.place else "",
        tag=words.change_tag(pair.change) or words.ends_tag(ending),
        changed=pair.change == "changed",
    )


def _totals(sort: Sort, rows: Sequence[Values], keys: Sequence[str]) -> tuple[str, ...]:
    found = {column.key: words.shown(column, total) for column, total in words.totals(sort, rows, keys)}
    return tuple(found.get(key, "") for key in keys) if found else ()


def _choices(
    sort: Sort, table: Published, rows: Sequence[Values], group: str, asked: dict[str, str]
) -> list[dict[str, Any]]:
    """Chips for the groups that part the rows."""
    if not sort.group:
        return []
    column = sort.column(sort.group)
    beside = {"beside": asked["beside"]} if asked.get("beside") else {}
    every = {"name": _("全部"), "href": table_url(table, **beside), "on": not group, "count": str(len(rows))}
    found = [every]
    for choice in column.choices:
        count = sum(values.get(sort.group) == choice.value for values in rows)
        said = words.shown(column, choice.value)
        href = table_url(table, group=choice.value, **beside)
        found.append({"name": said, "href": href, "on": group == choice.value, "count": str(count)})
    return found


def _neighbours(table: Published) -> tuple[tuple[str, str], ...]:
    """The periods before and after that are public: what they are called, where they are; empty where there is none."""
    there = [
        one for one in queries.periods(table.origin, table.sort, held(table.origin)).values() if not one.withdrawn_on
    ]
    earlier = [one for one in there if one.period < table.period]
    later = [one for one in there if one.period > table.period]
    return (
        (_("上一期"), table_url(earlier[-1]) if earlier else ""),
        (_("下一期"), table_url(later[0]) if later else ""),
    )


def compared(table: Published) -> list[dict[str, Any]]:
    """The ways to compare this table: with last year's, with the period before; only those that are public."""
    found = []
    yearly = Period.read(table.period).kind == "Y"
    for asked, said in (("year", _("和去年比")), ("last", _("和上一期比"))):
        if other_table(table, asked) and not (yearly and asked == "last"):
            found.append({"name": said, "href": table_url(table, beside=asked)})
    return found


def code(address: str) -> Markup:
    """An address for a phone."""
    return qr(for_everybody(address), _("二维码"))
