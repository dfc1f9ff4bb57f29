"""What is said in numbers: parts of wholes, half-up, never more than there is, late ones counted."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.feedback import counting
from terminal.feedback.counting import Fact, Rating, Ratio, Talked, count

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
TODAY = date(2026, 11, 22)
DAYS = st.dates(date(2026, 10, 1), date(2026, 12, 31))
FACTS = st.builds(
    lambda received, length, wait, rated: Fact(
        received,
        received + timedelta(days=length),
        None if wait is None else received + timedelta(days=wait),
        rated and wait is not None,
    ),
    DAYS,
    st.integers(1, 30),
    st.none() | st.integers(0, 60),
    st.booleans(),
)
RATINGS = st.builds(Rating, DAYS, st.integers(1, 5), st.booleans())
TALKS = st.builds(Talked, DAYS, st.sampled_from(["satisfied", "understood", "not"]))


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        pytest.param(3, 4, "3/4（75.0%）", id="plain"),
        pytest.param(0, 0, "—", id="nothing to count"),
        pytest.param(0, 3, "0/3（0.0%）", id="none"),
        pytest.param(3, 3, "3/3（100.0%）", id="all"),
        pytest.param(1, 16, "1/16（6.3%）", id="half goes up"),
        pytest.param(1, 2000, "1/2000（0.1%）", id="half goes up from nothing"),
        pytest.param(1999, 2000, "1999/2000（99.9%）", id="never all while one is missing"),
        pytest.param(99_999, 100_000, "99999/100000（99.9%）", id="nor when far less is missing"),
        pytest.param(174, 188, "174/188（92.6%）", id="as printed"),
    ],
)
def test_a_ratio_says_what_was_counted(part, whole, text):
    assert Ratio(part, whole, counting.REPLIED).text == text


@pytest.mark.parametrize(("part", "whole"), [pytest.param(5, 4, id="more than all"), pytest.param(-1, 4, id="less")])
def test_a_part_is_never_more_than_the_whole(part, whole):
    with pytest.raises(ValueError, match="no part of a whole"):
        Ratio(part, whole, counting.REPLIED)


def test_few_ratings_are_not_shown():
    assert Ratio(4, 4, counting.SATISFIED, fewest=5).text == "—"
    assert Ratio(4, 5, counting.SATISFIED, fewest=5).text == "4/5（80.0%）"


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_percentage_is_the_nearest_tenth_and_all_means_all(part, whole):
    part = min(part, whole)
    said = Fraction(Ratio(part, whole, counting.REPLIED).percent[:-1])
    assert abs(said - Fraction(100 * part, whole)) <= Fraction(1, 20) or said == Fraction("99.9")
    assert (said == 100) == (part == whole)


@given(st.lists(FACTS), st.lists(RATINGS), st.lists(TALKS), DAYS)
def test_nothing_is_counted_twice_or_left_out(facts, ratings, talks, today):
    counts = count(facts, ratings, talks, FIRST, LAST, today)
    received = [fact for fact in facts if FIRST <= fact.received_on <= LAST]
    assert counts.received == len(received) == counts.replied.denominator
    assert counts.open == counts.received - counts.replied.numerator
    late = [fact for fact in facts if FIRST <= fact.due_on <= LAST and fact.due_on < today and fact.answered_on is None]
    assert counts.on_time.denominator - counts.on_time.numerator >= len(late)
    assert counts.satisfied.denominator == sum(FIRST <= one.day <= LAST for one in ratings)
    assert sum(counts.levels) in (0, counts.satisfied.denominator)


@given(st.lists(FACTS), DAYS)
def test_waiting_never_makes_it_better(facts, today):
    """A day later, with nothing answered meanwhile, no ratio has grown."""
    known = [fact for fact in facts if fact.answered_on is None or fact.answered_on <= today]
    before, after = (count(known, [], [], FIRST, LAST, day) for day in (today, today + timedelta(days=1)))
    assert after.on_time.denominator >= before.on_time.denominator
    assert after.on_time.numerator == before.on_time.numerator


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        pytest.param(Fact(FIRST, date(2026, 11, 6), date(2026, 11, 6)), "1/1（100.0%）", id="on the last day"),
        pytest.param(Fact(FIRST, date(2026, 11, 6), date(2026, 11, 7)), "0/1（0.0%）", id="a day late"),
        pytest.param(Fact(FIRST, date(2026, 11, 6)), "0/1（0.0%）", id="late and still open"),
        pytest.param(Fact(FIRST, TODAY), "—", id="open, today is its day"),
        pytest.param(Fact(FIRST, date(2026, 11, 27)), "—", id="open, there is time"),
        pytest.param(Fact(FIRST, date(2026, 11, 27), date(2026, 11, 5)), "1/1（100.0%）", id="before its time"),
        pytest.param(Fact(FIRST, date(2026, 12, 2), date(2026, 11, 5)), "—", id="due in another period"),
        pytest.param(Fact(FIRST, date(2026, 11, 6), date(2026, 11, 25)), "0/1（0.0%）", id="answered tomorrow"),
    ],
)
def test_late_ones_count_whether_or_not_they_were_answered(fact, said):
    assert count([fact], [], [], FIRST, LAST, TODAY).on_time.text == said


def test_satisfied_talked_and_understood_have_their_own_wholes():
    ratings = [Rating(TODAY, level, talked=level == 5) for level in (1, 2, 3, 4, 5)]
    talks = [Talked(TODAY, "understood"), Talked(TODAY, "not"), Talked(date(2026, 12, 1), "not")]
    counts = count([], ratings, talks, FIRST, LAST, TODAY)
    assert counts.satisfied.text == "3/5（60.0%）"
    assert (counts.talked.text, counts.understood.text) == ("1/2（50.0%）", "1/2（50.0%）")
    assert counts.levels == (1, 1, 1, 1, 1)


def test_four_ratings_leave_no_trace():
    counts = count([], [Rating(TODAY, 5)] * 4, [], FIRST, LAST, TODAY)
    assert (counts.satisfied.text, counts.levels) == ("—", ())
