"""The shapes of a public catalogue: items, their groups, their legal basis."""

from datetime import date
from typing import Literal

import msgspec

from terminal.errors import NotFound
from terminal.text.days import Kind

UnitKind = Literal["village", "community", "township", "street"]
Level = Literal["village", "community", "township", "street", "county", "district", "city", "province"]
Certainty = Literal["V", "P", "K", "S", "D"]  # read in full, excerpt, unverified, practice, default of this product
Form = Literal["T", "B", "F", "D"]  # text, table, finance statement, file
Privacy = Literal["none", "PM", "PM-strong"]
# fmt: off
Picture = Literal[
    "party", "affairs", "money", "benefit", "land", "service", "notice",
    "org", "doc", "plan", "rural", "welfare", "safety", "law", "supervise",
]
Step = Literal[
    "SC", "FG", "4议", "PN", "CR", "PM", "PM-strong", "mirror", "aggregate", "own", "discussion", "election", "members",
    "board", "congress", "legality", "township", "street", "district-finance",
]
# fmt: on

PERIODIC: tuple[Kind, ...] = ("M", "Q", "H", "Y")
CODE_LETTER: dict[str, str] = {"village": "V", "community": "C", "township": "T", "street": "J"}
HEIGHT: dict[str, int] = {"village": 0, "community": 0, "township": 1, "street": 1}
HEIGHT |= {"county": 2, "district": 2, "city": 3, "province": 4}


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One legal ground: law, version and article as a citizen sees them, and how certain we are."""

    law: str
    mark: Certainty
    version: str = ""
    article: str = ""

    @property
    def says(self) -> str:
        """“《村民委员会组织法》（2025年修正）第35条”"""
        return f"{self.law}（{self.version}）{self.article}" if self.version else self.law + self.article


class Notice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A notice period (公示); n counts days ("d") or working days ("wd"), 0 where only local rules know."""

    certainty: Certainty
    n: int = 0
    unit: Literal["d", "wd"] = "d"


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Items that stand together behind one tile; gist is the few words under its name."""

    key: str
    name: str
    name_en: str
    gist: str
    gist_en: str
    picture: Picture


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One matter that must be public.

    cadence: M Q H Y per period; A, A10, A20wd after the event (days, working days; A0 at once); L20 standing;
    stage, change after each. or_cadence is what the county may choose instead. due “MM-DD” replaces 15 January.
    retired: no longer asked for; what was published for it stays readable.
    """

    code: str
    name: str
    gloss: str
    group: str
    plain: str
    cadence: tuple[str, ...]
    basis: tuple[Basis, ...]
    form: tuple[Form, ...]
    steps: tuple[Step, ...]
    display_days: int
    weight: Literal[1, 2, 3]
    competent_level: Level
    privacy: Privacy
    or_cadence: tuple[str, ...] = ()
    due: str = ""
    pn: Notice | None = None
    note: str = ""
    retired: bool = False

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The periods it is published for, shortest first; empty when it is not periodic."""
        return tuple(kind for kind in PERIODIC if kind in self.cadence)

    @property
    def is_owed(self) -> bool:
        """Whether the unit answers for it: not a mirror of another organ's, and no higher level is competent."""
        own = next((HEIGHT[kind] for kind, letter in CODE_LETTER.items() if self.code.startswith(letter)), 0)
        return not self.retired and "mirror" not in self.steps and HEIGHT[self.competent_level] <= own

    @property
    def standing_days(self) -> int | None:
        """Working days to put a standing item up (L20 → 20), None when it is not one."""
        return next((int(one[1:]) for one in self.cadence if one.startswith("L")), None)


class Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything one kind of unit must make public, in the order people see it."""

    version: str
    effective_from: date
    unit_kind: UnitKind
    groups: tuple[Group, ...] = msgspec.field(name="group")
    items: tuple[Item, ...] = msgspec.field(name="item")

    def item(self, code: str) -> Item:
        """The item with this code. Raises NotFound."""
        for item in self.items:
            if item.code == code:
                return item
        raise NotFound(f"公开目录里没有 {code} 这一项。")

    def group(self, key: str) -> Group:
        """The group with this key. Raises NotFound."""
        for group in self.groups:
            if group.key == key:
                return group
        raise NotFound(f"公开目录里没有 {key} 这一类。")

    def items_of(self, key: str) -> tuple[Item, ...]:
        """The items of one group, in order."""
        return tuple(item for item in self.items if item.group == key)
