"""What the log can say about questionnaires, and what each saying does to the tables."""

from datetime import date
from typing import Any, ClassVar

import msgspec

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.surveys.models import Survey, SurveyCount
from terminal.surveys.rules import why_not_content
from terminal.surveys.shapes import Question, Questionnaire


def _that(header: Header) -> Any:
    """The questionnaire a line is about. Raises DoesNotExist when no line before has asked it."""
    mine = (Survey.origin == header.origin) & (Survey.obj == header.obj)
    Survey.get(mine)
    return mine


class Publish(Event, frozen=True, kw_only=True):
    """A questionnaire; `starts_on` and `ends_on` are the first and the last day one may answer."""

    kind: ClassVar[str] = "survey.publish"
    number: int
    title: str
    why: str
    questions: tuple[Question, ...]
    starts_on: date
    ends_on: date
    publisher: str
    written_by: str
    confirmed_by: str

    def wrong(self) -> list[Problem]:
        asked = Questionnaire(
            title=self.title,
            why=self.why,
            questions=self.questions,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )
        return why_not_content(asked)

    def project(self, header: Header) -> None:
        fields = msgspec.structs.asdict(self)
        fields["questions"] = msgspec.json.encode(self.questions).decode()
        at = {"origin": header.origin, "obj": header.obj, "log_seq": header.seq}
        Survey.insert(closed_on=None, closed_why="", sheets=0, **fields, **at).execute()


class Answers(Event, frozen=True, kw_only=True):
    """So many more sheets, already added up: `counts` has a row for each question, a number for each choice.

    Nothing here is one person's: no device, no order, no time but the day (the line's moment is that day's midnight, or
    that of the line before; `mono` is 0). What is left is the line's place among the others. `counts` is empty when a
    questionnaire ended with too few sheets to show: then only their number is kept.
    """

    kind: ClassVar[str] = "survey.answers"
    sheets: int
    counts: tuple[tuple[int, ...], ...] = ()

    def wrong(self) -> list[Problem]:
        fits = all(sum(row) == self.sheets and all(one >= 0 for one in row) for row in self.counts)
        return [] if self.sheets > 0 and fits else [Problem("问卷的份数和各题的个数对不上，没有登记。")]

    def project(self, header: Header) -> None:
        mine = _that(header)
        Survey.update(sheets=Survey.sheets + self.sheets, log_seq=header.seq).where(mine).execute()
        for place, row in enumerate(self.counts, 1):
            for choice, count in enumerate(row, 1):
                self._add(header, place, choice, count)

    def _add(self, header: Header, place: int, choice: int, count: int) -> None:
        at = {"origin": header.origin, "obj": header.obj, "place": place, "choice": choice}
        SurveyCount.insert(**at, count=count, log_seq=header.seq).on_conflict(
            conflict_target=[SurveyCount.origin, SurveyCount.obj, SurveyCount.place, SurveyCount.choice],
            update={SurveyCount.count: SurveyCount.count + count, SurveyCount.log_seq: header.seq},
        ).execute()


class Close(Event, frozen=True, kw_only=True):
    """Ended before its last day, and why."""

    kind: ClassVar[str] = "survey.close"
    closed_on: date
    reason: str

    def project(self, header: Header) -> None:
        mine = _that(header)
        Survey.update(closed_on=self.closed_on, closed_why=self.reason, log_seq=header.seq).where(mine).execute()


EVENTS = (Publish, Answers, Close)
