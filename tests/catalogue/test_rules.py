"""What is owed, when it is late, how long it stays up: told by the catalogue, the start of service and today."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from terminal.catalogue import queries, rules
from terminal.catalogue.rules import Slot, Standing, Tally
from terminal.catalogue.shapes import Basis, Catalogue, Group, Item
from terminal.errors import NotFound
from terminal.text.days import Period
from terminal.text.workdays import Calendar

GROUP = Group("money", "财务", "Money", "每月收支", "Every month", "money")
ITEM = Item(
    code="V-F99",
    name="试一项",
    gloss="An item",
    group="money",
    plain="试一试。",
    cadence=("Q",),
    basis=(Basis("《村民委员会组织法》", "V", "2025年修正", "第35条"),),
    form=("F",),
    steps=("FG",),
    display_days=15,
    weight=1,
    competent_level="village",
    privacy="none",
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def item(*cadence: str, **changes) -> Item:
    return msgspec.structs.replace(ITEM, cadence=cadence, **changes)


def owed(one: Item, since: str, today: str, **more) -> list[tuple[str, str]]:
    found = rules.slots(one, day(since), day(today), queries.calendar(), **more)
    return [(slot.period, slot.due_on.isoformat()) for slot in found]


@pytest.mark.parametrize(
    ("kind", "since", "today", "expected"),
    [
        pytest.param("Q", "2026-03-20", "2026-04-01", [("2026Q1", "2026-04-15")], id="since in mid-quarter"),
        pytest.param("Q", "2026-04-15", "2026-05-01", [("2026Q1", "2026-04-15")], id="since on the due day"),
        pytest.param("Q", "2026-04-16", "2026-05-01", [], id="since the day after the due day"),
        pytest.param("Q", "2026-04-01", "2026-03-31", [], id="the quarter's last day is today"),
        pytest.param("Q", "2026-01-01", "2026-01-01", [("2025Q4", "2026-01-15")], id="quarter over the year end"),
        pytest.param("M", "2026-02-16", "2026-03-01", [("2026-02", "2026-03-15")], id="a short month"),
        pytest.param("M", "2028-02-29", "2028-02-29", [], id="leap day not yet over"),
        pytest.param("M", "2028-02-29", "2028-03-01", [("2028-02", "2028-03-15")], id="leap day over"),
        pytest.param("M", "2026-12-16", "2027-01-02", [("2026-12", "2027-01-15")], id="month over the year end"),
        pytest.param(
            "H", "2026-07-01", "2027-01-01", [("2026H1", "2026-07-15"), ("2026H2", "2027-01-15")], id="halves"
        ),
        pytest.param("Y", "2026-01-15", "2026-12-31", [("2025", "2026-01-15")], id="year, since on the due day"),
        pytest.param("Y", "2026-01-16", "2026-12-31", [], id="year not over"),
        pytest.param("Y", "2026-01-16", "2027-01-01", [("2026", "2027-01-15")], id="year over"),
        pytest.param("Q", "2026-06-01", "2026-01-01", [], id="not yet in service"),
    ],
)
def test_a_periodic_item_is_owed_once_its_period_has_ended(kind, since, today, expected):
    assert owed(item(kind), since, today) == expected


def test_ten_months_of_service_owe_eleven_months():
    periods = [period for period, _ in owed(item("M"), "2026-01-01", "2026-11-22")]
    assert (periods[0], periods[-1], len(periods)) == ("2025-12", "2026-10", 11)


def test_the_county_may_set_another_due_day():
    assert owed(item("Q"), "2026-04-16", "2026-05-01", due_day=20) == [("2026Q1", "2026-04-20")]


def test_an_item_may_have_its_own_due_day():
    assert owed(item("Y", due="01-31"), "2026-01-20", "2026-02-01") == [("2025", "2026-01-31")]
    assert owed(item("Y", due="09-30"), "2025-12-01", "2026-01-01") == [("2025", "2026-09-30")]


@pytest.mark.parametrize("due_day", [0, 29, -1])
def test_a_due_day_that_some_month_lacks_is_refused(due_day):
    with pytest.raises(ValueError, match="1 日到 28 日"):
        owed(item("M"), "2026-01-01", "2026-02-01", due_day=due_day)


def test_a_standing_item_is_owed_once_twenty_working_days_after_the_start():
    assert owed(item("L20"), "2026-09-21", "2026-09-21") == [("", "2026-10-26")]
    assert owed(item("L20"), "2026-09-22", "2026-09-21") == []


def test_a_standing_item_beyond_the_holiday_notice_is_provisional():
    (firm,) = rules.slots(item("L20"), day("2026-12-03"), day("2026-12-03"), queries.calendar())
    (loose,) = rules.slots(item("L20"), day("2026-12-04"), day("2026-12-04"), queries.calendar())
    assert (firm.provisional, loose.provisional) == (False, True)


def test_a_periodic_item_needs_no_holiday_notice():
    (slot,) = rules.slots(item("Y"), day("2031-01-01"), day("2031-01-01"), Calendar())
    assert slot == Slot("V-F99", "2030", day("2031-01-15"), provisional=False)


def test_an_item_with_two_rhythms_owes_both_in_order_of_their_due_days():
    assert owed(item("A10", "stage", "Y", "Q"), "2026-01-01", "2026-04-01") == [
        ("2025", "2026-01-15"),
        ("2025Q4", "2026-01-15"),
        ("2026Q1", "2026-04-15"),
    ]


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(item("A"), id="after an event"),
        pytest.param(item("A0"), id="at once"),
        pytest.param(item("A10"), id="ten days after an event"),
        pytest.param(item("A20wd", "stage", "change"), id="at every stage"),
        pytest.param(item("Q", "L20", steps=("mirror",)), id="another organ is the author"),
        pytest.param(item("Q", "L20", competent_level="township"), id="the township is competent"),
        pytest.param(item("Q", code="T-F99", competent_level="county"), id="the county is competent, not the township"),
        pytest.param(
            item("Q", code="J-F99", competent_level="district"), id="the district is competent, not the street"
        ),
    ],
)
def test_some_items_are_never_counted_as_missing(one):
    assert owed(one, "2020-01-01", "2026-11-22") == []


@pytest.mark.parametrize(("code", "level"), [("T-F99", "township"), ("J-F99", "street"), ("C-F99", "community")])
def test_an_item_of_ones_own_level_is_owed(code, level):
    assert owed(item("Y", code=code, competent_level=level), "2026-01-01", "2026-01-01") == [("2025", "2026-01-15")]


@given(some.dates(date(2020, 1, 1), date(2030, 12, 31)), some.integers(0, 900), some.sampled_from("MQHY"))
def test_slots_are_exactly_the_ended_periods_due_since_the_start(since, days, kind):
    today = since + timedelta(days=days)
    found = rules.slots(item(kind), since, today, Calendar())
    periods = [Period.read(slot.period) for slot in found]
    assert all(slot.due_on >= since and period.last < today for slot, period in zip(found, periods, strict=True))
    assert all(one.next() == two for one, two in zip(periods, periods[1:], strict=False))
    if periods:
        assert rules.due_on(ITEM, periods[0].previous()) < since
        assert periods[-1].next().last >= today


@pytest.mark.parametrize(
    ("published", "today", "expected"),
    [
        pytest.param("2026-10-15", "2026-11-22", Standing("on_time"), id="on the due day"),
        pytest.param("2026-09-01", "2026-11-22", Standing("on_time"), id="before its time"),
        pytest.param("2026-10-16", "2026-11-22", Standing("late", 1), id="one day late"),
        pytest.param("2027-01-15", "2027-01-15", Standing("late", 92), id="late over the year end"),
        pytest.param(None, "2026-10-01", Standing("open"), id="not yet due"),
        pytest.param(None, "2026-10-15", Standing("open"), id="today is the due day"),
        pytest.param(None, "2026-10-16", Standing("missing", 1), id="missing for a day"),
        pytest.param(None, "2026-11-22", Standing("missing", 38), id="missing for 38 days"),
    ],
)
def test_a_slot_stands_by_its_first_publication(published, today, expected):
    slot = Slot("V-F07", "2026Q3", day("2026-10-15"))
    assert rules.standing(slot, published and day(published), day(today)) == expected


def test_open_slots_are_in_no_count():
    states = ["on_time", "late", "missing", "open", "open", "on_time"]
    assert rules.tally(Standing(state) for state in states) == Tally(due=4, published=3, missing=1)


def test_nothing_owed_is_nothing_due():
    assert rules.tally([]) == Tally(0, 0, 0)


@pytest.mark.parametrize(
    ("days", "published", "until"),
    [
        pytest.param(15, "2026-11-22", "2026-12-07", id="fifteen days, the first not counted"),
        pytest.param(15, "2028-02-20", "2028-03-06", id="over a leap day"),
        pytest.param(15, "2026-12-20", "2027-01-04", id="over the year end"),
        pytest.param(30, "2026-11-01", "2026-12-01", id="longer by the item"),
        pytest.param(5, "2026-11-22", "2026-12-07", id="never shorter than the law"),
    ],
)
def test_a_publication_stays_up_long_enough(days, published, until):
    assert rules.display_until(item("Q", display_days=days), day(published)) == day(until)


def test_a_legal_basis_is_said_with_its_version():
    assert ITEM.basis[0].says == "《村民委员会组织法》（2025年修正）第35条"
    assert Basis("各地公开目录的通行做法", "P").says == "各地公开目录的通行做法"


def small(*items: Item, groups: tuple[Group, ...] = (GROUP,)) -> Catalogue:
    return Catalogue("1", day("2026-01-01"), "village", groups, items)


def test_an_unknown_code_or_group_is_not_found():
    catalogue = small(ITEM)
    assert catalogue.item("V-F99") is ITEM and catalogue.group("money") is GROUP
    with pytest.raises(NotFound, match="V-X01"):
        catalogue.item("V-X01")
    with pytest.raises(NotFound, match="sport"):
        catalogue.group("sport")


def test_a_sound_catalogue_has_no_problem():
    assert rules.why_not(small(ITEM)) == []


@pytest.mark.parametrize(
    ("catalogue", "sentence"),
    [
        pytest.param(small(ITEM, ITEM), "编码 V-F99 用了 2 次", id="a code twice"),
        pytest.param(small(ITEM, groups=(GROUP, GROUP)), "类别 money 写了 2 次", id="a group twice"),
        pytest.param(small(item("Q", group="sport")), "没有 sport 这个类别", id="an unknown group"),
        pytest.param(small(item("Q", display_days=14)), "法律要求不少于 15 天", id="up too short"),
        pytest.param(small(item("weekly")), "看不懂多久公开一次“weekly”", id="an unknown rhythm"),
        pytest.param(small(item("A20d")), "A20d", id="an unknown unit"),
        pytest.param(small(item("M", or_cadence=("MQ",))), "MQ", id="an unknown other rhythm"),
        pytest.param(small(item()), "cadence 是空的", id="no rhythm"),
        pytest.param(small(item("Q", plain="")), "plain 是空的", id="no plain words"),
        pytest.param(small(item("Q", basis=())), "basis 是空的", id="no legal basis"),
        pytest.param(
            small(item("Q", basis=(Basis("《土地管理法》", "V", "", "第47条"),))), "哪一年的版本", id="no version"
        ),
        pytest.param(small(item("Q", code="T-F01")), "编码应当像 V-A01", id="an item of a township"),
        pytest.param(small(item("Q", code="V-F1")), "编码应当像 V-A01", id="a code too short"),
        pytest.param(small(item("A", steps=("PN",))), "请写上公示期 pn", id="a notice without its days"),
        pytest.param(small(item("Q", privacy="PM")), "steps 里也要写上", id="masking without the step"),
        pytest.param(small(item("Y", due="02-30")), "due 写成了“02-30”", id="an impossible due day"),
        pytest.param(small(item("Q", due="01-31")), "due 只能用在一年公开一次", id="an own due day for quarters"),
        pytest.param(small(item("Y", due="31 January")), "due 写成了", id="a due day in words"),
    ],
)
def test_a_wrong_catalogue_gets_a_sentence(catalogue, sentence):
    assert sentence in "\n".join(map(str, rules.why_not(catalogue)))


def test_every_problem_of_a_catalogue_is_said_at_once():
    assert len(rules.why_not(small(item("x", display_days=1, group="sport"), item("y", code="no")))) == 5
