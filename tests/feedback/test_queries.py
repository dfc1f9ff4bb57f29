"""What the receipt, the desk and the public column show, and to whom."""

from datetime import date

import pytest

from terminal.errors import NotFound
from terminal.feedback import actions, queries, records
from terminal.staff.rules import Role
from tests.feedback import office
from tests.feedback.office import FRIDAY, MONDAY, THURSDAY, TUESDAY, answered, handed_in, opened, reply, taken
from tests.staff import people
from tests.world import at, make_disclosure

LOOKUP, OTHER = "a" * 32, "b" * 32
PATH = "/disclosures/2026-00001"


@pytest.fixture
def li(shiqiao):
    return office.cadre()


@pytest.fixture
def zhou(shiqiao):
    return office.supervisor()


def test_a_receipt_opens_where_it_stands_and_never_the_writers_words(li):
    taken(li, name="孙桂兰", phone="0990 5550123")
    seen = queries.case_by_code(LOOKUP)
    assert (seen.state, seen.receiver, seen.due_on, seen.reply) == ("handling", "李秀英", THURSDAY, "")
    said = repr(seen)
    assert not any(words in said for words in (office.WORDS, "孙桂兰", "5550123"))


def test_a_receipt_does_not_show_what_the_desk_notes_for_itself(li, zhou):
    chen = office.cadre("陈国强")
    case = taken(li)
    actions.assign(case.number, "陈国强", "这家人总是来闹", by=li, now=at(MONDAY))
    answered(records.one(case.number), chen, zhou)
    said = repr(queries.case_by_code(LOOKUP))
    assert "总是来闹" not in said
    assert "周德明" not in said


@pytest.mark.parametrize("lookup", ["", "b" * 32, "%", "' OR 1=1 --", LOOKUP.upper()])
def test_another_code_opens_nothing(li, lookup):
    taken(li)
    assert queries.case_by_code(lookup) is None


def test_the_desk_sees_what_is_due_first(li):
    opened(LOOKUP, category="complaint")
    opened(OTHER)
    rows = queries.cases_for(li, MONDAY).rows
    assert [(row.category, row.due_on, row.lamp) for row in rows] == [
        ("inquiry", date(2026, 11, 25), "none"),
        ("complaint", date(2026, 11, 25), "none"),
    ]


def test_a_list_is_cut_into_pages(li):
    for place in range(5):
        opened(f"{place:032x}")
    page = queries.cases_for(li, MONDAY, "all", 2, 2)
    assert (page.number, page.pages, page.total) == (2, 3, 5)
    assert [row.number for row in page.rows] == ["F2026-0003", "F2026-0002"]
    assert queries.cases_for(li, MONDAY, "open", 99, 2).number == 3


def test_each_list_shows_its_own(li, zhou):
    chen = office.cadre("陈国强")
    first = answered(taken(li), li, zhou)
    second = opened(OTHER)
    actions.accept(second.number, by=chen, now=at(TUESDAY))
    shown = {show: [row.number for row in queries.cases_for(li, FRIDAY, show).rows] for show in ("open", "mine")}
    assert shown == {"open": [second.number], "mine": []}
    assert [row.number for row in queries.cases_for(chen, FRIDAY, "mine").rows] == [second.number]
    assert [row.number for row in queries.cases_for(li, FRIDAY, "answered").rows] == [first.number]


def test_the_first_page_of_the_desk_says_what_presses(li, zhou):
    case = taken(li)
    later = opened(OTHER, category="report")
    actions.accept(later.number, by=li, now=at(MONDAY))
    assert queries.desk(li, MONDAY).amber == queries.desk(li, MONDAY).red == ()
    assert [row.number for row in queries.desk(li, date(2026, 11, 25)).amber] == [case.number]
    assert [row.number for row in queries.desk(li, THURSDAY).due_today] == [case.number]
    late = queries.desk(li, FRIDAY)
    assert ([row.number for row in late.red], late.open) == ([case.number], 2)
    handed_in(case, li)
    assert [row.number for row in queries.desk(zhou, FRIDAY).to_approve] == [case.number]


def test_what_nobody_takes_in_two_days_turns_red(li):
    opened(category="complaint")
    assert queries.desk(li, THURSDAY).red[0].due_on == date(2026, 11, 25)


def test_a_letter_that_lay_too_long_is_marked(li):
    old = office.said(channel="paper")
    for day, late in ((date(2026, 11, 19), True), (date(2026, 11, 20), False)):
        slip = actions.key_in(old, day, by=li, now=at(MONDAY))
        assert records.one(slip.number).registered_late is late


@pytest.mark.parametrize("roles", [(Role.ADMIN,)])
def test_who_only_looks_after_the_machine_sees_no_case(li, roles):
    boss = people.make(*roles)
    case = opened()
    for ask in (
        lambda: queries.case_for(boss, case.number),
        lambda: queries.cases_for(boss, MONDAY),
        lambda: queries.desk(boss, MONDAY),
        lambda: queries.attachment_for(boss, case.number, "0" * 64),
    ):
        with pytest.raises(NotFound):
            ask()


@pytest.mark.parametrize("number", ["F2026-0002", "", "' OR 1=1 --", "../F2026-0001"])
def test_a_case_that_is_not_there_is_not_found(li, number):
    opened()
    with pytest.raises(NotFound):
        queries.case_for(li, number)
    with pytest.raises(NotFound):
        queries.public_one(number)


def test_public_questions_stand_by_what_they_are_about(li, zhou):
    make_disclosure()
    assert queries.about(PATH) == ()
    case = answered(taken(li, about=PATH), li, zhou, reply(public=True))
    (asked,) = queries.about(PATH)
    assert (asked.number, asked.question, asked.path) == (case.number, office.QUESTION, f"/feedback/{case.number}")
    assert queries.about("") == queries.about("/disclosures/2026-00002") == ()


def test_what_is_private_is_found_by_nobody(li, zhou):
    answered(taken(li), li, zhou)
    assert queries.published().total == queries.published("路灯").total == 0


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        pytest.param("", 3, id="all"),
        pytest.param("路灯", 3, id="a word"),
        pytest.param("栏杆", 1, id="a word of one"),
        pytest.param("路灯 栏杆", 1, id="two words"),
        pytest.param("没有的", 0, id="nothing"),
        pytest.param("、。", 0, id="only marks"),
        pytest.param('" OR *', 0, id="another language"),
    ],
)
def test_the_column_is_searched_and_cut_into_pages(li, zhou, asked, total):
    for place, question in enumerate(("路灯坏了？", "路灯旁的栏杆松了？", "路灯费是谁出的？")):
        case = opened(f"{place:032x}")
        actions.accept(case.number, by=li, now=at(MONDAY))
        answered(records.one(case.number), li, zhou, reply(public=True, question=question))
    found = queries.published(asked, 1, 2)
    assert (found.total, len(found.rows), found.pages) == (total, min(total, 2), 2 if total > 2 else 1)


def test_other_publications_are_not_in_the_column(li):
    make_disclosure(text="路灯电费 300 元")
    assert queries.published("路灯").total == 0


def test_counts_know_late_open_and_merged_ones(li, zhou):
    first = taken(li)
    late = opened(OTHER)
    same = opened("c" * 32)
    actions.merge(same.number, first.number, by=li, now=at(MONDAY))
    answered(records.one(first.number), li, zhou)
    counts = queries.counts(date(2026, 11, 1), date(2026, 11, 30), FRIDAY)
    assert counts.received == 3
    assert counts.replied.text == counts.on_time.text == "2/3（66.7%）"
    assert counts.satisfied.text == "—"
    actions.accept(late.number, by=li, now=at(FRIDAY))
    answered(records.one(late.number), li, zhou, day=FRIDAY)
    counts = queries.counts(date(2026, 11, 1), date(2026, 11, 30), FRIDAY)
    assert (counts.replied.text, counts.on_time.text) == ("3/3（100.0%）", "2/3（66.7%）")


def test_counts_know_ratings_and_talks(li, zhou):
    for place, level in enumerate((1, 2, 3, 4, 5)):
        lookup = f"{place:032x}"
        case = opened(lookup)
        actions.accept(case.number, by=li, now=at(MONDAY))
        answered(records.one(case.number), li, zhou)
        actions.rate(lookup, level, now=at(THURSDAY))
    actions.talk(case.number, office.talk(outcome="understood"), by=li, now=at(FRIDAY))
    counts = queries.counts(date(2026, 11, 1), date(2026, 11, 30), FRIDAY)
    assert (counts.satisfied.text, counts.rated.text) == ("3/5（60.0%）", "5/5（100.0%）")
    assert (counts.talked.text, counts.understood.text) == ("1/2（50.0%）", "1/1（100.0%）")


def test_an_empty_box_is_counted_without_a_percentage(shiqiao):
    counts = queries.counts(date(2026, 11, 1), date(2026, 11, 30), FRIDAY)
    assert (counts.received, counts.replied.text, counts.on_time.text) == (0, "—", "—")


@pytest.mark.parametrize(
    "path", ["", "/", "/disclosures/", "/disclosures/2026-00999", "/ledger/lines/9-9", "javascript:x"]
)
def test_what_is_not_there_has_no_name(shiqiao, path):
    assert queries.named(path) is None
