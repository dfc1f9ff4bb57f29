"""A villager answers by taps alone; nothing is kept before the last one."""

import pytest

from terminal import clock
from terminal.journal.append import origin
from terminal.surveys import queries
from tests.surveys.people import form, handed_in, published

LAN = {"REMOTE_ADDR": "192.168.1.20"}


def later(**passed):
    """The clock of the village, so much later."""
    from datetime import timedelta

    from tests.conftest import SUNDAY_MORNING

    then = clock.Now.of(SUNDAY_MORNING.at + timedelta(**passed))
    clock.use(lambda: then)
    return then


@pytest.fixture
def number(kiosk):
    return published()


def sheets(number):
    return queries.one(origin(), number).sheets


def hand_in(visit, number, *answers, expect=303, form_id="", **options):
    data = {"form": form_id or form(), "answer": list(answers)}
    return visit.post(f"/surveys/{number}/hand-in", data, expect=expect, **options)


def test_every_page_of_a_questionnaire_keeps_the_house_rules(number, visit):
    assert visit.crawl("/surveys/", limit=30)


def test_an_open_one_is_listed_with_the_days_left(number, visit):
    page = visit.get("/surveys/")
    assert "村口广场怎么修" in page
    assert "还有 13 天" in page
    assert f"/surveys/{number}" in page.links


def test_no_questionnaire_says_so_and_leads_home(kiosk, visit):
    page = visit.get("/surveys/")
    assert "现在没有问卷" in page
    assert "/" in page.links


def test_one_tap_leads_to_the_next_question_and_the_last_to_what_was_chosen(number, visit):
    first = visit.get(f"/surveys/{number}/fill")
    assert first.h1 == "广场先修哪一样？"
    chance = first.select("input[name=form]")[0].get("value")
    second = visit.post(f"/surveys/{number}/fill", {"form": chance, "choose": "2"}, expect=200)
    assert second.h1 == "村里的垃圾收得怎么样？"
    assert [one.get("value") for one in second.select("input[name=answer]")] == ["2"]
    last = visit.post(f"/surveys/{number}/fill", {"form": chance, "answer": "2", "choose": "5"}, expect=200)
    assert "长凳" in last
    assert "非常不满意" in last
    assert sheets(number) == 0
    hand_in(visit, number, "2", "5", form_id=chance)
    assert sheets(number) == 1
    assert visit.get(f"/surveys/{number}/thanks").h1 == "收下了，谢谢您"


def test_a_step_back_takes_the_last_answer_out(number, visit):
    data = {"form": form(), "answer": ["2", "5"], "before": "yes"}
    page = visit.post(f"/surveys/{number}/fill", data, expect=200)
    assert page.h1 == "村里的垃圾收得怎么样？"
    assert [one.get("value") for one in page.select("input[name=answer]")] == ["2"]


def test_a_tap_swaps_one_fragment(number, visit):
    page = visit.post(f"/surveys/{number}/fill", {"form": form(), "choose": "1"}, expect=200, fragment=True)
    assert page.tree[0].get("id") == "sheet"


def test_pages_with_answers_are_never_kept(number, visit):
    for page in (
        visit.get(f"/surveys/{number}/fill"),
        visit.post(f"/surveys/{number}/fill", {"form": form(), "choose": "1"}, expect=200),
    ):
        assert page.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("choice", ["0", "4", "-1", "x", "", "９", "1" * 400, "=1+1", "<script>alert(1)</script>"])
def test_a_choice_that_is_none_is_asked_for_again(number, visit, choice):
    page = visit.post(f"/surveys/{number}/fill", {"form": form(), "choose": choice}, expect=422)
    assert page.h1 == "广场先修哪一样？"
    assert "请在下面点一个" in page


@pytest.mark.parametrize("answers", [(), ("1",), ("1", "6"), ("9", "1"), ("", "")], ids=str)
def test_a_sheet_with_a_gap_is_not_counted(number, visit, answers):
    assert "还有没答的题" in hand_in(visit, number, *answers, expect=422)
    assert sheets(number) == 0


def test_more_answers_than_questions_count_once_each(number, visit):
    hand_in(visit, number, "1", "1", "1", "1")
    assert queries.counts(queries.one(origin(), number)) == ((1, 0, 0), (1, 0, 0, 0, 0))


@pytest.mark.parametrize("chance", ["x", "<script>", "0" * 31, "g" * 32, "0" * 4000], ids=lambda one: one[:8])
def test_a_sheet_without_its_chance_number_gets_a_new_one(number, visit, chance):
    page = hand_in(visit, number, "1", "1", form_id=chance, expect=422)
    assert "没有填完整" in page
    assert page.select("input[name=form]")[0].get("value") != chance
    assert sheets(number) == 0


def test_the_same_sheet_sent_twice_counts_once_and_is_thanked_twice(number, visit):
    chance = form()
    for _ in range(3):
        assert hand_in(visit, number, "1", "1", form_id=chance).headers["Location"].endswith("/thanks")
    assert sheets(number) == 1


def test_the_next_sheet_at_the_same_screen_waits_and_is_not_lost(number, visit):
    hand_in(visit, number, "1", "1")
    chance = form()
    page = hand_in(visit, number, "2", "2", form_id=chance, expect=422)
    assert "请等 20 秒" in page
    assert [one.get("value") for one in page.select("input[name=answer]")] == ["2", "2"]
    assert sheets(number) == 1
    later(seconds=21)
    hand_in(visit, number, "2", "2", form_id=chance)
    assert sheets(number) == 2


def test_another_telephone_does_not_wait(number, visit):
    hand_in(visit, number, "1", "1")
    hand_in(visit, number, "1", "1", environ_base=LAN)
    assert sheets(number) == 2


def test_a_clock_turned_back_makes_nobody_wait(number, visit):
    hand_in(visit, number, "1", "1")
    later(minutes=-5)
    hand_in(visit, number, "1", "1")
    assert sheets(number) == 2


@pytest.mark.parametrize("passed", [{"days": -1}, {"days": 14}], ids=["the day before", "the day after"])
def test_outside_its_days_nothing_is_asked_and_nothing_counted(number, visit, passed):
    later(**passed)
    visit.get(f"/surveys/{number}/fill", expect=303)
    visit.post(f"/surveys/{number}/fill", {"choose": "1"}, expect=303)
    hand_in(visit, number, "1", "1")
    assert sheets(number) == 0


def test_before_it_begins_the_day_is_said(number, visit):
    later(days=-1)
    assert "11月22日 开始" in visit.get(f"/surveys/{number}")


def test_while_it_is_open_nobody_sees_a_count(number, visit):
    handed_in(number, (1, 1), (1, 1), (2, 5))
    page = visit.get(f"/surveys/{number}")
    assert "份" not in page.text.replace("一份", "").replace("少于 3 份", "").replace("下一份", "")
    assert "%" not in page


def test_afterwards_counts_stand_with_their_shares(number, visit):
    handed_in(number, (1, 1), (1, 3), (2, 5))
    later(days=14)
    page = visit.get(f"/surveys/{number}")
    assert "一共收到 3 份" in page
    assert "路灯 66.7%" in page
    assert "长凳 33.3%" in page
    assert "厕所 0.0%" in page
    assert "÷ 3 份" in visit.get(f"/surveys/{number}?page=3")
    assert "满意率 66.7% = (非常满意 + 满意 + 基本满意) 2 ÷ 3" in visit.get(f"/surveys/{number}?page=2")


def test_two_sheets_are_never_shown(number, visit):
    handed_in(number, (1, 1), (1, 3))
    later(days=14)
    page = visit.get(f"/surveys/{number}")
    assert "不到 3 份，不公布结果" in page
    assert "路灯" not in page


@pytest.mark.parametrize("path", ["", "/fill", "/thanks"])
def test_a_number_nobody_has_is_not_found(kiosk, visit, path):
    visit.get(f"/surveys/99{path}", expect=404)


def test_script_in_a_questionnaire_is_only_words(kiosk, visit):
    number = published(title="<script>alert(1)</script>", why="=HYPERLINK(1)")
    page = visit.get(f"/surveys/{number}")
    assert page.h1 == "<script>alert(1)</script>"
    assert "=HYPERLINK(1)" in page


def test_in_english_the_levels_are_english(number, visit):
    visit.client.set_cookie("look", "day.normal.en")
    page = visit.post(f"/surveys/{number}/fill", {"form": form(), "choose": "1"}, expect=200)
    assert "Very satisfied" in page
