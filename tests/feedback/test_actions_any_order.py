"""Whatever the desk and the villagers press, in any order: the log and the tables agree, and nothing is closed unanswered."""

import random
from datetime import timedelta

import pytest

from terminal import events_register
from terminal.errors import Refused
from terminal.feedback import actions, queries, records
from terminal.feedback.models import FeedbackCase
from terminal.feedback.shapes import Clash, Talk
from terminal.journal.append import origin
from terminal.journal.replay import differences
from terminal.store.database import write
from tests.feedback import office
from tests.feedback.office import MONDAY, reply
from tests.world import at, state

STEPS = 150


class Day:
    """One person presses one thing on a day that only moves on."""

    def __init__(self, seed: int, people: list) -> None:
        self.chance, self.people, self.day = random.Random(seed), people, MONDAY

    def press(self) -> None:
        self.day += timedelta(days=self.chance.random() < 0.2)
        numbers = [row.number for row in FeedbackCase.select(FeedbackCase.number)]
        lookups = [row.lookup for row in FeedbackCase.select(FeedbackCase.lookup)]
        case = records.one(self.chance.choice(numbers))
        who = {"by": self.chance.choice(self.people), "now": at(self.day)}
        revision = case.draft.revision if case.draft else 0
        public, level = self.chance.random() < 0.5, self.chance.randint(0, 6)
        talk = Talk(day=self.day, present="李秀英", said="谈过了。", outcome="understood")
        (self.chance.choice([
            lambda: office.opened(f"{len(numbers):032x}", day=self.day),
            lambda: actions.accept(case.number, **who),
            lambda: actions.assign(case.number, self.chance.choice(self.people).name, **who),
            lambda: actions.ask(case.number, "请说清楚是哪一盏。", **who),
            lambda: actions.supply(case_lookup(case.number), "桥头那盏", now=who["now"]),
            lambda: actions.extend(case.number, 1, "等电工来", **who),
            lambda: actions.draft_answer(case.number, reply(public=public, text=f"第 {level} 稿"), revision, **who),
            lambda: actions.hand_in(case.number, revision, **who),
            lambda: actions.approve(case.number, revision, **who),
            lambda: actions.approve(case.number, revision, **who),
            lambda: actions.send_back(case.number, "请再想想", revision, **who),
            lambda: actions.publish(case.number, office.QUESTION, office.PUBLIC, **who),
            lambda: actions.unpublish(case.number, "重复了一条", **who),
            lambda: actions.rate(self.chance.choice(lookups), level, now=who["now"]),
            lambda: actions.reopen(case.number, "请再办一次", **who),
            lambda: actions.talk(case.number, talk, **who),
            lambda: actions.merge(case.number, self.chance.choice(numbers), **who),
        ]))()  # fmt: skip


def case_lookup(number: str) -> str:
    return FeedbackCase.get((FeedbackCase.origin == origin()) & (FeedbackCase.number == number)).lookup


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_pressing_keeps_the_log_and_the_tables_whole(shiqiao, seed):
    people = [office.cadre(), office.cadre("陈国强"), office.supervisor()]
    with write():
        office.opened("f" * 32)
    day, refusals = Day(seed, people), 0
    for _ in range(STEPS):
        before = state()
        try:
            day.press()
        except (Refused, Clash):
            refusals += 1
            assert state() == before
    assert 0 < refusals < STEPS
    assert differences(events_register.TABLES) == []
    for row in FeedbackCase.select():
        case = records.one(row.number)
        assert case.state != "answered" or case.reply
        assert not case.is_public or (case.question and case.answer and case.reply)
        assert case.extended <= 1
        answers = [step for step in case.steps if step.kind == "answer"]
        assert all(step.approved_by and step.approved_by != step.who for step in answers)
        view = queries.case_by_code(row.lookup)
        assert not (view.state == "merged" and not view.speaks)
    counts = queries.counts(MONDAY, day.day, day.day)
    assert counts.received == FeedbackCase.select().count()
    assert (
        queries.published(size=100).total
        == FeedbackCase.select().where(FeedbackCase.published_on.is_null(False)).count()
    )
