"""Publishing, revising and withdrawing happen whole, or are refused and nothing is written."""

from datetime import date

import msgspec
import pytest

from terminal.disclosures import queries
from terminal.disclosures.actions import publish, revise, withdraw
from terminal.errors import NotFound, Refused
from terminal.journal import blobs
from terminal.journal.append import origin, tail
from terminal.register import queries as register
from terminal.village.actions import describe
from terminal.village.events import Describe, Publisher
from terminal.village.queries import here
from tests.world import CADRE, SUNDAY, at, child, draft, make_disclosure, opened, state

NUMBER = "2026-00001"


def revised(reason="金额写错了", number=NUMBER, **changes):
    wanted = {"text": "李某 350.00 元。", "published_on": SUNDAY}
    return revise(number, draft(**wanted | changes), reason, by=CADRE, now=at(SUNDAY))


def withdrawn(reason="重复公开，以另一条为准", number=NUMBER):
    return withdraw(number, reason, by=CADRE, now=at(SUNDAY))


def titles(asked):
    return [row.title for row in register.found(origin(), asked, 1, 10).page.rows]


class TestPublish:
    """Something becomes public for the first time."""

    def test_it_is_listed_fills_its_slot_and_is_found(self, shiqiao):
        header = make_disclosure()
        one = queries.one(origin(), NUMBER)
        assert (one.index_no, one.period, one.versions, one.fingerprint) == (
            f"{shiqiao.unit.code}/{NUMBER}",
            "2026Q3",
            1,
            header.body,
        )
        assert register.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 9)}
        assert titles("误工补贴") == titles("wgbt") == [one.title]
        assert register.newest(origin(), 1)[0].path == f"/disclosures/{NUMBER}"

    def test_numbers_are_given_one_after_the_other(self, shiqiao):
        for place in range(1, 4):
            make_disclosure(text=f"第 {place} 份。")
            assert queries.one(origin(), f"2026-0000{place}").text == f"第 {place} 份。"

    def test_the_year_of_the_text_gives_the_number(self, shiqiao):
        make_disclosure(created_on=date(2025, 12, 31), published_on=date(2026, 1, 4))
        assert queries.one(origin(), "2025-00001").published_on == date(2026, 1, 4)

    def test_it_stays_up_for_the_legal_time_at_least(self, shiqiao):
        make_disclosure()
        assert (queries.one(origin(), NUMBER).display_until - date(2026, 10, 9)).days >= 15

    def test_text_is_tidied_before_it_stands_forever(self, shiqiao):
        make_disclosure(title=" 名\x00单 ", text="一\r\n二  \n\n")
        one = queries.one(origin(), NUMBER)
        assert (one.title, one.text) == ("名单", "一\n二")

    def test_two_publishers_with_two_codes_never_meet_at_one_address(self, shiqiao):
        known = here()
        fields = {name: getattr(known, name) for name in Describe.__struct_fields__ if name != "unit_kind"}
        fields["publishers"] = (*known.publishers, Publisher(key="collective", name="股份经济合作社", code="X2"))
        describe(Describe(unit_kind=known.kind, **fields), by=CADRE, now=at(SUNDAY))
        make_disclosure(text="村委会的。")
        make_disclosure(text="合作社的。", publisher="collective")
        assert queries.one(origin(), "2026-00001").index_no == f"{shiqiao.unit.code}/2026-00001"
        assert queries.one(origin(), "2026-00002").index_no == "X2/2026-00002"

    def test_two_processes_never_give_one_number_twice(self, shiqiao):
        code = """
import sys
from pathlib import Path
from terminal.config import Settings
from tests.world import make_disclosure, opened
with opened(Settings(data=Path(sys.argv[1]))):
    for number in range(5):
        make_disclosure(text=f"{sys.argv[2]} {number}")
"""
        others = [child(code, shiqiao.data, name) for name in ("甲", "乙")]
        assert [other.communicate()[1] for other in others] == ["", ""]
        numbers = {queries.one(origin(), f"2026-{number:05}").text for number in range(1, 11)}
        assert len(numbers) == 10


class TestRevise:
    """A new text under the same number."""

    def test_it_keeps_number_and_place_and_raises_the_version(self, shiqiao):
        first = make_disclosure()
        second = revised()
        one = queries.one(origin(), NUMBER)
        assert (second.obj, one.obj, one.versions, one.reason) == (first.obj, first.obj, 2, "金额写错了")
        assert register.listed(origin(), None, None, 1, 10).total == 1
        assert register.newest(origin(), 1)[0].version == 2

    def test_the_old_version_stays_readable(self, shiqiao):
        make_disclosure()
        revised()
        assert "300.00" in queries.one(origin(), NUMBER, 1).text
        assert [one.version for one in queries.versions(origin(), NUMBER)] == [2, 1]

    def test_search_finds_the_new_words_only(self, shiqiao):
        make_disclosure(text="旧的写法。")
        revised(text="新的写法。")
        assert (len(titles("旧的")), len(titles("新的"))) == (0, 1)

    def test_another_attachment_alone_is_a_revision(self, shiqiao):
        make_disclosure()
        picture = blobs.put(b"picture", "名单.jpg", "image/jpeg")
        revised(text=draft().text, attachments=(picture,))
        assert queries.one(origin(), NUMBER).attachments == (picture,)

    def test_the_slot_stays_filled_from_the_first_day(self, shiqiao):
        make_disclosure()
        revised()
        assert register.filled(origin()) == {("V-A05", "2026Q3"): date(2026, 10, 9)}


class TestWithdraw:
    """What should not have been published."""

    def test_the_slot_is_open_again_and_the_page_stays(self, shiqiao):
        make_disclosure()
        withdrawn()
        one = queries.one(origin(), NUMBER)
        assert (one.withdrawn_on, one.withdrawn_why) == (SUNDAY, "重复公开，以另一条为准")
        assert one.text == draft().text.strip()
        assert register.filled(origin()) == {}
        assert register.newest(origin(), 5) == ()

    def test_the_same_text_may_then_be_published_again_under_a_new_number(self, shiqiao):
        make_disclosure()
        withdrawn()
        make_disclosure()
        assert queries.one(origin(), "2026-00002").withdrawn_on is None


REFUSALS = [
    pytest.param(lambda: make_disclosure(title=""), "标题", id="no title"),
    pytest.param(lambda: make_disclosure(title="\x00\u3000"), "标题", id="a title of nothing"),
    pytest.param(lambda: make_disclosure(title="题" * 121), "121 个字", id="title too long"),
    pytest.param(lambda: make_disclosure(title="题\n目"), "一行", id="title on two lines"),
    pytest.param(lambda: make_disclosure(text=" \n\u3000"), "正文是空的", id="no text"),
    pytest.param(lambda: make_disclosure(text="村" * 90_000), "太长", id="text too long for the log"),
    pytest.param(lambda: make_disclosure(text="\ud800"), "正文是空的", id="half a character"),
    pytest.param(lambda: make_disclosure(text="别的。", doc_no="\ud800"), "不能登记", id="half a character beside"),
    pytest.param(lambda: make_disclosure(summary="概" * 301), "301 个字", id="summary too long"),
    pytest.param(
        lambda: publish(draft(published_on=date(2026, 11, 23)), by=CADRE, now=at(SUNDAY)), "还没到", id="future day"
    ),
    pytest.param(lambda: make_disclosure(created_on=date(2026, 10, 10)), "还晚", id="made after it was published"),
    pytest.param(lambda: make_disclosure(created_on=date(26, 10, 1)), "26 年", id="year of two figures"),
    pytest.param(lambda: make_disclosure(period="2026-09"), "不按这样的期间", id="month for a quarter"),
    pytest.param(lambda: make_disclosure(period="2026Q5"), "期间", id="no such quarter"),
    pytest.param(lambda: make_disclosure(period="去年"), "期间", id="no period"),
    pytest.param(lambda: make_disclosure(), "已经公开过了，索引号 2026-00001", id="the same text twice"),
    pytest.param(lambda: make_disclosure(title="", text="", summary="概" * 301), "概述", id="several at once"),
    pytest.param(lambda: revised(reason=""), "原因", id="revision without reason"),
    pytest.param(lambda: revised(reason="改"), "原因", id="reason too short"),
    pytest.param(lambda: revised(text=draft().text), "一模一样", id="identical revision"),
    pytest.param(lambda: revised(text=draft().text + "\n\n  "), "一模一样", id="identical but for blanks"),
    pytest.param(lambda: revised(title=""), "标题", id="revision without title"),
    pytest.param(lambda: revised(published_on=date(2026, 11, 23)), "还没到", id="revision of tomorrow"),
    pytest.param(lambda: revised(number="2026-00002"), "已经撤下", id="revision of what is withdrawn"),
    pytest.param(lambda: withdrawn(reason=" "), "原因", id="withdrawal without reason"),
    pytest.param(lambda: withdrawn(number="2026-00002"), "已经撤下", id="withdrawn twice"),
]


@pytest.fixture
def two(shiqiao):
    """One public disclosure, one withdrawn."""
    make_disclosure()
    make_disclosure(text="另一份。")
    withdrawn(number="2026-00002")


@pytest.mark.parametrize(("act", "words"), REFUSALS)
def test_a_refusal_says_why_and_writes_nothing(two, act, words):
    before, last = state(), tail()
    with pytest.raises(Refused, match=words) as refused:
        act()
    assert all(problem.says.endswith(("。", "）")) for problem in refused.value.problems)
    assert (state(), tail()) == (before, last)


def test_all_reasons_are_said_at_once(shiqiao):
    with pytest.raises(Refused) as refused:
        make_disclosure(title="", text="", summary="概" * 301, created_on=date(2026, 10, 10), period="2026-09")
    places = [problem.where for problem in refused.value.problems]
    assert places == ["标题", "正文", "成文日期", "内容概述", "期间"]


@pytest.mark.parametrize(
    "act",
    [
        pytest.param(lambda: make_disclosure(item="V-Z99"), id="unknown item"),
        pytest.param(lambda: make_disclosure(item="T-A01"), id="an item of townships"),
        pytest.param(lambda: make_disclosure(item=""), id="no item"),
        pytest.param(lambda: make_disclosure(publisher="ghost", text="别的。"), id="unknown publisher"),
        pytest.param(lambda: revised(number="2026-00009"), id="revision of nothing"),
        pytest.param(lambda: withdrawn(number="' OR 1=1"), id="withdrawal of nothing"),
    ],
)
def test_what_does_not_exist_is_not_found_and_nothing_is_written(two, act):
    before = state()
    with pytest.raises(NotFound):
        act()
    assert state() == before


def test_before_the_unit_is_known_nothing_is_published(settings):
    with opened(msgspec.structs.replace(settings, unit=None)):
        with pytest.raises(Refused, match="还没登记是哪个村"):
            make_disclosure()
        assert state()[0] == 0
