"""The sorts of tables there are: what stands in each, what must hold in it, which item of the catalogue it fills; pure data.

A new sort is one more entry here: pages, desk, templates, papers, comparison and checks read nothing but this.
"""

from typing import Literal

import msgspec

from terminal.tables.columns import Column
from terminal.tables.headings import ASSETS, PLAN, RESOURCES
from terminal.tables.owing import CONTRACTS, DEBTS, DISTRIBUTION
from terminal.tables.paying import PAYMENTS

When = Literal["ahead", "begun", "over"]


class Adds(msgspec.Struct, frozen=True):
    """In every row that says `total`: Σ plus − Σ minus = total. Empty cells count nothing; without any of them nothing is checked."""

    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()


class Carries(msgspec.Struct, frozen=True):
    """`opening` of a row is what `closing` was in the table before, of the same thing; nothing vanishes with something left."""

    opening: str
    closing: str


class Balances(msgspec.Struct, frozen=True):
    """Σ `column` over the rows of one group is the same as over those of the other."""

    column: str
    one: str
    other: str


class After(msgspec.Struct, frozen=True):
    """The second day lies behind the first."""

    first: str
    then: str


Identity = Adds | Carries | Balances | After


class Sort(msgspec.Struct, frozen=True, kw_only=True):
    """One sort of table.

    `items`: the catalogue items it fills, where the unit has them; the first is what it is about.
    `named`: columns that say which thing a row is, the same from table to table. `group`: a column of choices that parts
    the rows. `figures`: columns beside the name on a screen; `gist`: columns said below it. `when`: whether its period
    must be over, have begun, or may lie ahead. `ends`: the column with the day a row runs out, and `running`: the column
    and the words in which it still runs. `who`: the column that names a household, in lists of households; files of such
    lists are not kept, and pages do not say what became of anybody, because two may be masked alike.
    """

    key: str
    name: str
    name_en: str
    plain: str
    plain_en: str
    items: tuple[str, ...]
    columns: tuple[Column, ...]
    named: tuple[str, ...]
    figures: tuple[str, ...]
    gist: tuple[str, ...] = ()
    group: str = ""
    identities: tuple[Identity, ...] = ()
    when: When = "over"
    ends: str = ""
    running: tuple[str, tuple[str, ...]] | None = None
    who: str = ""

    def column(self, key: str) -> Column:
        return next(one for one in self.columns if one.key == key)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.columns)

    @property
    def summed(self) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.summed)


def _paying(key: str, item: str, name: str, name_en: str, plain: str, plain_en: str) -> Sort:
    """A list of households that were paid: the same columns whatever they were paid for."""
    return Sort(
        key=key,
        name=name,
        name_en=name_en,
        plain=plain,
        plain_en=plain_en,
        items=(item,),
        columns=PAYMENTS,
        named=("group", "name", "kind"),
        figures=("area", "fen"),
        gist=("group", "kind"),
        when="begun",
        who="name",
    )


SORTS: tuple[Sort, ...] = (
    Sort(
        key="plan",
        name="年度财务计划",
        name_en="Financial plan",
        plain="今年打算收多少钱、花多少钱",
        plain_en="What comes in and goes out this year",
        items=("V-F01",),
        columns=PLAN,
        named=("side", "category", "name"),
        group="side",
        figures=("last", "fen"),
        gist=("category", "note"),
        when="ahead",
    ),
    Sort(
        key="assets",
        name="资产台账",
        name_en="Assets",
        plain="村里有哪些房子、机器、路和渠，值多少钱",
        plain_en="Buildings, machines, roads and what they are worth",
        items=("V-F05",),
        columns=ASSETS,
        named=("code", "name"),
        figures=("original", "depreciation", "net"),
        gist=("category", "amount", "use"),
        identities=(
            Adds("original", ("opening", "added"), ("reduced",)),
            Adds("net", ("original",), ("depreciation",)),
            Carries("opening", "original"),
        ),
    ),
    Sort(
        key="resources",
        name="资源台账",
        name_en="Resources",
        plain="村里有多少耕地、山林、水面，现在谁在用",
        plain_en="Land, woods and water, and who uses them",
        items=("V-F06",),
        columns=RESOURCES,
        named=("category", "name"),
        figures=("area", "rent"),
        gist=("category", "place", "state", "user"),
        identities=(Adds("area", ("opening", "added"), ("reduced",)), Carries("opening", "area")),
        when="begun",
    ),
    Sort(
        key="debts",
        name="债权债务",
        name_en="Claims and debts",
        plain="别人欠村里多少钱，村里欠别人多少钱",
        plain_en="Who owes the village, and whom the village owes",
        items=("V-F07",),
        columns=DEBTS,
        named=("side", "name", "why"),
        group="side",
        figures=("opening", "up", "down", "closing"),
        gist=("why", "since"),
        identities=(Adds("closing", ("opening", "up"), ("down",)), Carries("opening", "closing")),
    ),
    Sort(
        key="distribution",
        name="收益分配",
        name_en="Distribution",
        plain="村里赚的钱怎么分，发了没有",
        plain_en="How the year's gain is shared, and whether it was paid",
        items=("V-F08",),
        columns=DISTRIBUTION,
        named=("side", "name"),
        group="side",
        figures=("fen", "paid", "owed"),
        gist=("basis", "people", "note"),
        identities=(Adds("fen", ("paid", "owed")), Balances("fen", "来源", "分配")),
        when="begun",
    ),
    Sort(
        key="contracts",
        name="合同台账",
        name_en="Contracts and leases",
        plain="租给了谁、租金多少、哪天到期、钱收齐了没有",
        plain_en="With whom, for how much, until when, and what was paid",
        items=("V-F11", "V-F09"),
        columns=CONTRACTS,
        named=("code", "name"),
        figures=("yearly", "due", "owed"),
        gist=("party", "end"),
        identities=(After("start", "end"), Adds("due", ("paid", "owed"))),
        ends="end",
        running=("state", ("", "履行中")),
    ),
    _paying(
        "farming",
        "V-B06",
        "惠农补贴发放名单",
        "Farm subsidies paid",
        "种地的补贴，每户多少亩、发了多少钱",
        "What each household was paid for farming",
    ),
    _paying(
        "relief",
        "V-B04",
        "救灾救济发放名单",
        "Relief paid",
        "救灾的钱和物，分给了谁、分了多少",
        "What was given out after disasters, and to whom",
    ),
    _paying(
        "lowincome",
        "V-B01",
        "低保发放名单",
        "Low-income allowances paid",
        "低保每户发了多少钱",
        "What low-income households were paid",
    ),
    _paying(
        "disability",
        "V-B05",
        "残疾人两项补贴发放名单",
        "Disability allowances paid",
        "残疾人的补贴发了多少钱",
        "What was paid in disability allowances",
    ),
)
KEYS: tuple[str, ...] = tuple(one.key for one in SORTS)


def sort_of(key: str) -> Sort | None:
    """The sort with this key; None for one that this program does not know."""
    return next((one for one in SORTS if one.key == key), None)
