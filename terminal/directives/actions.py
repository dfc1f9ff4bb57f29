"""Answering what was ordered, and taking in what was handed down."""

from typing import cast

from terminal.clock import Now
from terminal.directives import queries, rules
from terminal.directives.events import OrderAnswered
from terminal.errors import Problem, refuse_if
from terminal.feedback import intake, receipts, records
from terminal.feedback.shapes import Category, Submission
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.store.database import write
from terminal.text.words import tidy

BY = "县平台转办"


def answer(line: int, word: rules.Word, words: str = "", *, by: str, now: Now) -> Header | None:
    """Say to an order: seen, done, or why it cannot be done. Seen twice is said once. Raises Refused, NotFound."""
    with write():
        order, words = queries.order(line), tidy(words)
        refuse_if(rules.why_not_answer(word, words))
        if word == "seen" and order.word:
            return None
        if order.sort != "correct" and word != "seen":
            refuse_if([Problem("这一条看到了就行，不用再答。")])
        event = OrderAnswered(county=order.origin, line=line, word=word, words=words, case_no=order.case_no)
        return append(event, by=by, now=now)


def take_cases(now: Now) -> int:
    """Make cases of what the county handed here, each once, with a line that says so to the county; how many."""
    waiting = queries.waiting_cases()
    for one in waiting:
        _take(one, now)
    return len(waiting)


def _take(one: queries.Waiting, now: Now) -> None:
    # Nobody holds a slip for it: whoever called asks the hotline, so the code is forgotten at once.
    lookup = receipts.unlock(receipts.new_code(), origin()).lookup
    said = Submission(
        category=cast(Category, one.category),
        addressee="village",
        text=f"{one.text}\n（县里热线转来，工单号 {one.ticket}）",
        name=one.name,
        phone=one.phone,
        channel="hotline",
    )
    received = min(one.received_on, now.today)
    with write():
        if any(other.line == one.line for other in queries.waiting_cases()):
            header = intake.open_case(said, lookup, (), received_on=received, by=BY, now=now)
            number = records.number_of(header.origin, header.obj)
            says = f"登记为 {number}"
            event = OrderAnswered(county=one.county, line=one.line, word="seen", words=says, case_no=number)
            append(event, by=BY, now=now)
