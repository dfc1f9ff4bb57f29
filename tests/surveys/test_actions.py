"""Writing, publishing, answering and ending, without a desk."""

from datetime import date, timedelta

import pytest

from terminal import clock, events_register
from terminal.errors import NotFound, Refused
from terminal.journal import replay
from terminal.journal.append import origin, tail
from terminal.journal.models import LogBody, LogLine
from terminal.journal.replay import state_hash
from terminal.store.database import database
from terminal.surveys import actions, models, queries
from tests.surveys.people import asked, cadre, form, handed_in, published, supervisor
from tests.world import SUNDAY, at, log_length

TUESDAY, AFTERWARDS = SUNDAY + timedelta(days=2), date(2026, 12, 6)


def lines(kind):
    return [row.header for row in LogLine.select() if f'"{kind}"' in row.header]


def bodies():
    return [row.body for row in LogBody.select()]


def test_what_one_person_writes_another_publishes(shiqiao):
    number = actions.save(asked(), by=cadre(), now=clock.now())
    published_as = actions.publish(number, 1, by=supervisor(), now=clock.now())
    one = queries.one(origin(), published_as)
    assert (one.title, one.number, one.written_by, one.confirmed_by) == (
        "村口广场怎么修",
        1,
        "李秀英（文书）",
        "周德明（主任）",
    )
    assert one.publisher
    assert queries.open_drafts() == ()


def test_who_wrote_it_may_not_publish_it(shiqiao):
    writer = cadre()
    number = actions.save(asked(), by=writer, now=clock.now())
    before = log_length()
    with pytest.raises(Refused, match="自己写的"):
        actions.publish(number, 1, by=writer, now=clock.now())
    assert log_length() == before


def test_what_was_changed_after_reading_is_read_again(shiqiao):
    writer, second = cadre(), supervisor()
    number = actions.save(asked(), by=writer, now=clock.now())
    actions.save(asked(title="广场修不修"), number, by=writer, now=clock.now())
    with pytest.raises(Refused, match="又改过"):
        actions.publish(number, 1, by=second, now=clock.now())
    assert actions.publish(number, 2, by=second, now=clock.now()) == 1


def test_a_draft_whose_first_day_went_by_is_not_published(shiqiao):
    number = actions.save(asked(), by=cadre(), now=clock.now())
    with pytest.raises(Refused, match="已经过了"):
        actions.publish(number, 1, by=supervisor(), now=at(TUESDAY))


def test_what_is_published_or_dropped_is_done_with(shiqiao):
    writer, second = cadre(), supervisor()
    number = actions.save(asked(), by=writer, now=clock.now())
    actions.drop(number, by=writer)
    for again in (
        lambda: actions.publish(number, 1, by=second, now=clock.now()),
        lambda: actions.save(asked(), number, by=writer, now=clock.now()),
        lambda: actions.drop(number, by=writer),
    ):
        with pytest.raises(Refused, match="已经办完了"):
            again()


def test_a_sheet_is_kept_at_once_and_says_nothing_in_the_log_that_day(shiqiao):
    number = published()
    before = log_length()
    handed_in(number, (1, 1), (2, 3))
    assert queries.one(origin(), number).sheets == 2
    assert log_length() == before


def test_no_row_is_one_persons(shiqiao):
    handed_in(published(), (1, 1), (2, 3), (1, 3))
    rows = sorted((row.place, row.choice, row.count) for row in models.SurveyWaitingCount.select())
    assert rows == [(1, 1, 2), (1, 2, 1), (2, 1, 1), (2, 3, 2)]
    assert {column.name for column in database.get_columns("survey_form")} == {"form", "counted_on"}


def test_the_counts_of_a_day_enter_the_log_the_day_after_without_any_time(shiqiao):
    number = published()
    handed_in(number, (1, 1), (2, 3), (3, 5))
    actions.gather(at(TUESDAY, hour=9))
    newest = tail()
    assert (newest.kind, newest.mono, newest.at) == ("survey.answers", 0, "2026-11-23T16:00:00Z")
    assert '"counts":[[1,1,1],[1,0,1,0,1]]' in bodies()[-1]
    assert '"sheets":3' in bodies()[-1]
    assert queries.waiting(queries.one(origin(), number)) is None
    assert queries.one(origin(), number).sheets == 3


def test_two_sheets_wait_for_a_third_before_they_enter_the_log(shiqiao):
    number = published()
    handed_in(number, (1, 1), (2, 3))
    actions.gather(at(TUESDAY))
    assert lines("survey.answers") == []
    handed_in(number, (1, 1), now=at(TUESDAY))
    actions.gather(at(TUESDAY + timedelta(days=1)))
    assert len(lines("survey.answers")) == 1


def test_gathering_twice_changes_nothing(shiqiao):
    handed_in(published(), (1, 1), (2, 3), (1, 2))
    actions.gather(at(TUESDAY))
    before = log_length()
    actions.gather(at(TUESDAY))
    assert log_length() == before


def test_at_the_end_the_rest_enters_and_all_together_is_right(shiqiao):
    number = published()
    handed_in(number, (1, 1), (2, 3), (3, 5))
    handed_in(number, (1, 1), now=at(TUESDAY))
    actions.gather(at(AFTERWARDS))
    assert len(lines("survey.answers")) == 2
    one = queries.one(origin(), number)
    assert one.sheets == 4
    assert queries.counts(one) == ((2, 1, 1), (2, 0, 1, 0, 1))


def test_of_two_sheets_in_all_only_the_number_is_kept(shiqiao):
    number = published()
    handed_in(number, (1, 1), (2, 3))
    actions.gather(at(AFTERWARDS))
    assert '"counts":[]' in bodies()[-1]
    one = queries.one(origin(), number)
    assert (one.sheets, sum(map(sum, queries.counts(one)))) == (2, 0)
    assert models.SurveyWaitingCount.select().count() == 0


def test_the_same_sheet_counts_once(shiqiao):
    number, same = published(), form()
    assert [actions.answer(number, same, (1, 1), now=clock.now()) for _ in range(3)] == [True, False, False]
    assert queries.one(origin(), number).sheets == 1


def test_chance_numbers_are_forgotten_after_a_day(shiqiao):
    number = published()
    handed_in(number, (1, 1))
    handed_in(number, (1, 1), now=at(TUESDAY + timedelta(days=1)))
    assert models.SurveyForm.select().count() == 1


@pytest.mark.parametrize(
    ("answers", "day"),
    [
        pytest.param((), SUNDAY, id="nothing"),
        pytest.param((1,), SUNDAY, id="one missing"),
        pytest.param((1, 1, 1), SUNDAY, id="one too many"),
        pytest.param((0, 1), SUNDAY, id="choice zero"),
        pytest.param((1, 6), SUNDAY, id="a sixth level"),
        pytest.param((1, 1), SUNDAY - timedelta(days=1), id="before the first day"),
        pytest.param((1, 1), AFTERWARDS, id="after the last day"),
    ],
)
def test_what_is_no_whole_sheet_in_time_is_refused(shiqiao, answers, day):
    number = published()
    with pytest.raises(Refused):
        actions.answer(number, form(), answers, now=at(day))
    assert queries.one(origin(), number).sheets == 0
    assert models.SurveyForm.select().count() == 0


def test_a_questionnaire_nobody_asked_is_not_answered(shiqiao):
    with pytest.raises(NotFound):
        actions.answer(7, form(), (1, 1), now=clock.now())


def test_ended_early_it_takes_no_more_and_says_why(shiqiao):
    number, second = published(), supervisor()
    handed_in(number, (1, 1), (2, 3), (3, 5))
    actions.close(number, "钱另有安排，不修了。", by=second, now=clock.now())
    one = queries.one(origin(), number)
    assert (one.state(SUNDAY), one.closed_why, one.sheets) == ("over", "钱另有安排，不修了。", 3)
    with pytest.raises(Refused, match="已经结束"):
        actions.answer(number, form(), (1, 1), now=clock.now())
    with pytest.raises(Refused, match="已经结束"):
        actions.close(number, "再结束一次。", by=second, now=clock.now())


def test_ending_early_needs_a_reason(shiqiao):
    number = published()
    with pytest.raises(Refused, match="为什么提前结束"):
        actions.close(number, " ", by=supervisor(), now=clock.now())


def test_the_log_tells_the_same_tables_again(shiqiao):
    number = published()
    handed_in(number, (1, 1), (2, 3), (3, 5))
    actions.gather(at(TUESDAY))
    handed_in(number, (1, 2), now=at(TUESDAY))
    actions.close(number, "已经听够了。", by=supervisor(), now=at(TUESDAY))
    before = state_hash(events_register.TABLES)
    replay.rebuild(events_register.TABLES)
    assert state_hash(events_register.TABLES) == before
    assert replay.differences(events_register.TABLES) == []
