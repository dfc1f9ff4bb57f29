"""Answering what was ordered, and taking in what was handed down."""

from typing import cast

from terminal.catalogue import queries as catalogues
from terminal.clock import Now
from terminal.directives import queries, rules
from terminal.directives.events import CaseRecounted, OrderAnswered
from terminal.errors import Problem, refuse_if
from terminal.feedback import deadlines, intake, receipts, records
from terminal.feedback.shapes import Category, Submission
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.store import schema
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.village.queries import here

BY = "县平台转办"
COUNTED = "calendar counted"  # a fact of this machine


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


def settle(now: Now) -> None:
    """What has to follow by itself from what came down: cases are taken in, open days reckoned by the newest calendar."""
    take_cases(now)
    recount(now)


def recount(now: Now) -> int:
    """Reckon the days of open cases anew where another calendar counts than the last time; how many moved."""
    mark, moved = catalogues.calendar_mark(), 0
    if schema.fact(COUNTED) == mark:
        return 0
    with write():
        for case in records.by_the_calendar():
            table = records.table_named(case.deadlines)
            due = deadlines.due(table, case.category, case.received_on, here().kind, catalogues.calendar())
            if (due.day, due.legal, due.provisional) != (case.due_on, case.legal_due_on, case.provisional):
                said = CaseRecounted(due_on=due.day, legal_due_on=due.legal, provisional=due.provisional, calendar=mark)
                append(said, by=BY, now=now, about=case.obj)
                moved += 1
        schema.set_fact(COUNTED, mark)
    return moved


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
