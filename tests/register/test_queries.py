"""Lists, numbers and search answer whatever is asked."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terminal.journal.append import origin
from terminal.register import queries
from terminal.register.entering import withdraw
from terminal.register.queries import found, listed, next_index, paged
from terminal.store.database import write
from terminal.text.words import searchable
from tests.register.conftest import header


def titles(asked, size=50):
    return [row.title for row in found(origin(), asked, 1, size).page.rows]


@pytest.mark.parametrize(
    ("total", "asked", "number", "pages"),
    [
        (0, 1, 1, 1),
        (0, 99, 1, 1),
        (10, 1, 1, 1),
        (11, 2, 2, 2),
        (11, 3, 2, 2),
        (11, 0, 1, 2),
        (11, -5, 1, 2),
        (11, 10**8, 2, 2),
    ],
)
def test_a_page_out_of_range_is_the_nearest_there_is(total, asked, number, pages):
    assert paged(total, asked, 10) == (number, pages)


class TestListed:
    """The list of what is public."""

    def test_newest_comes_first_and_pages_hold_everything_once(self, shelf):
        for day in range(1, 8):
            shelf.put(f"第{day}", published_on=date(2026, 10, day))
        pages = [listed(origin(), None, None, number, 3) for number in (1, 2, 3)]
        assert [row.title for page in pages for row in page.rows] == [f"第{day}" for day in range(7, 0, -1)]
        assert [(page.number, page.pages, page.total) for page in pages] == [(1, 3, 7), (2, 3, 7), (3, 3, 7)]

    def test_on_one_day_the_later_line_comes_first(self, shelf):
        shelf.put("早")
        shelf.put("晚")
        assert [row.title for row in listed(origin(), None, None, 1, 10).rows] == ["晚", "早"]

    def test_group_and_year_narrow_it(self, shelf):
        shelf.put("旧", published_on=date(2025, 12, 31))
        shelf.put("新", published_on=date(2026, 1, 1))
        shelf.put("党务", group="party", published_on=date(2026, 1, 1))
        assert [row.title for row in listed(origin(), "affairs", 2025, 1, 10).rows] == ["旧"]
        assert listed(origin(), "affairs", None, 1, 10).total == 2
        assert queries.years(origin(), None) == [2026, 2025]
        assert queries.years(origin(), "party") == [2026]

    @pytest.mark.parametrize("year", [1, 1899, 2027, 9999, 10_000, 99_999_999])
    def test_a_year_without_anything_is_an_empty_page(self, shelf, year):
        shelf.put()
        assert listed(origin(), None, year, 1, 10).rows == ()

    def test_an_unknown_group_is_an_empty_page(self, shelf):
        shelf.put()
        assert listed(origin(), "' OR 1=1 --", None, 1, 10).total == 0

    def test_news_are_counted_by_group(self, shelf):
        shelf.put(published_on=date(2026, 10, 1))
        shelf.put(published_on=date(2026, 10, 2))
        shelf.put(group="party", published_on=date(2026, 10, 2))
        assert queries.new_since(origin(), date(2026, 10, 2)) == {"affairs": 1, "party": 1}


class TestNextIndex:
    """索引号 are given once."""

    def test_the_first_of_a_year_is_one(self, shelf):
        assert next_index(origin(), "X1", 2026) == "X1/2026-00001"

    def test_numbers_go_on_and_each_year_begins_anew(self, shelf):
        shelf.put(index_no="X1/2026-00041")
        assert next_index(origin(), "X1", 2026) == "X1/2026-00042"
        assert next_index(origin(), "X1", 2027) == "X1/2027-00001"

    def test_a_number_is_not_used_again_after_a_withdrawal(self, shelf):
        obj = shelf.put(index_no="X1/2026-00007")
        with write():
            withdraw(header(200, obj))
        assert next_index(origin(), "X1", 2026) == "X1/2026-00008"

    def test_after_99999_comes_a_sixth_figure_and_it_goes_on(self, shelf):
        shelf.put(index_no="X1/2026-99999")
        assert next_index(origin(), "X1", 2026) == "X1/2026-100000"
        shelf.put(index_no="X1/2026-100000")
        assert next_index(origin(), "X1", 2026) == "X1/2026-100001"

    def test_two_publishers_never_share_an_address(self, shelf):
        shelf.put(index_no="X1/2026-00001")
        assert next_index(origin(), "X2", 2026) == "X2/2026-00002"

    def test_another_village_counts_for_itself(self, shelf):
        shelf.put(index_no="X9/2026-00005", log="t-other")
        assert next_index(origin(), "X1", 2026) == "X1/2026-00001"


class TestFound:
    """Search answers everything, and never with an error."""

    @pytest.mark.parametrize(
        "asked",
        [
            '"',
            "'",
            '"低保',
            "*",
            "低保*",
            "OR",
            "低保 OR",
            "AND AND",
            "NOT 低保",
            "NEAR(低保 名单)",
            "(",
            "((低保",
            "words : x",
            "words:低保",
            "{words} : 低保",
            "^低保",
            "低保 + 名单",
            "-低保",
            "\x00",
            "低\x00保",
            "'; DROP TABLE entry; --",
            "%_\\",
            "低" * 10_000,
            '"' * 10_000,
            "( " * 5_000,
            "a " * 5_000,
            "\ud800",
            "😀",
            " ",
            "",
        ],
        ids=lambda asked: repr(asked[:12]),
    )
    def test_odd_words_are_answered(self, shelf, asked):
        shelf.put("低保名单")
        answer = found(origin(), asked, 1, 10)
        assert answer.page.number == 1
        assert answer.page.total <= 1

    @given(st.text(max_size=60), st.integers(-5, 10**9), st.integers(1, 50))
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_words_and_any_page_are_answered(self, shiqiao, asked, number, size):
        answer = found(origin(), asked, number, size)
        assert answer.page.rows == ()

    def test_all_words_must_be_there(self, shelf):
        shelf.put("低保名单", words="李家湾")
        shelf.put("低保金额", words="王家坪")
        assert titles("低保 李家湾") == ["低保名单"]
        assert titles("低保 王家 名单") == []
        assert sorted(titles("低保")) == ["低保名单", "低保金额"]

    def test_title_summary_number_and_text_are_searched(self, shelf):
        shelf.put("标题里", index_no="X1/2026-00087", summary="概述里", words="正文里")
        for asked in ("标题", "概述", "正文", "2026-00087", "00087"):
            assert titles(asked) == ["标题里"], asked

    def test_letters_find_a_title_and_say_what_they_may_mean(self, shelf):
        shelf.put("低保名单")
        shelf.put("低保金额")
        shelf.put("代办事项")
        answer = found(origin(), "DB", 1, 10)
        assert answer.page.total == 3
        assert answer.guesses == (("低保", 2), ("代办", 1))

    def test_letters_find_nothing_in_the_text_alone(self, shelf):
        shelf.put("名单", words="低保")
        assert titles("db") == []

    def test_latin_words_are_found_as_words_too(self, shelf):
        shelf.put("WiFi 密码")
        assert titles("ｗｉｆｉ") == ["WiFi 密码"]

    def test_newest_comes_first_and_a_page_too_far_is_the_last(self, shelf):
        for day in (1, 2, 3):
            shelf.put(f"第{day}", published_on=date(2026, 10, day))
        assert titles("第") == ["第3", "第2", "第1"]
        last = found(origin(), "第", 99, 2).page
        assert ([row.title for row in last.rows], last.number, last.pages) == (["第1"], 2, 2)

    def test_a_title_pasted_whole_is_found_though_it_is_long(self, shelf):
        title = "关于二〇二六年第三季度农村最低生活保障对象动态调整及资金发放情况的公示（第一批）补充说明"
        assert len(title) > 40
        shelf.put(title)
        assert titles(title) == [title]

    @given(
        st.lists(st.text(st.sampled_from("低保名单政務政务a1 。𠮷"), min_size=1, max_size=8), min_size=1, max_size=3),
        st.data(),
    )
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_a_word_is_found_exactly_where_it_stands(self, shelf, texts, data):
        asked = searchable(data.draw(st.sampled_from(texts)))[:4]
        marks = [f"第{shelf.put(title='标题', words=text)}" for text in texts]
        assert marks
        if asked and not asked.isascii():
            there = queries.database.execute_sql("SELECT words FROM entry_text").fetchall()
            plain = ["".join(pair[0] for pair in words.split()) for (words,) in there]
            assert found(origin(), asked, 1, 5).page.total == sum(asked in words for words in plain)
