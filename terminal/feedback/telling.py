"""What every event about a case does to the tables: finding its row, changing it, adding a step."""

from datetime import date
from typing import Any

from terminal import clock
from terminal.feedback.models import FeedbackCase, FeedbackStep
from terminal.journal.header import Header


def day(header: Header) -> date:
    return clock.local(header.moment).date()


def mine(header: Header) -> Any:
    return (FeedbackCase.origin == header.origin) & (FeedbackCase.obj == header.obj)


def case(header: Header) -> FeedbackCase:
    """Raises DoesNotExist where the line that opened it cannot be read: then this one waits too."""
    return FeedbackCase.get(mine(header))


def change(header: Header, **fields: Any) -> None:
    case(header)
    FeedbackCase.update(log_seq=header.seq, **fields).where(mine(header)).execute()


def step(header: Header, **fields: Any) -> None:
    """One row of the case's history; what is not said is empty."""
    usual = {"day": day(header), "who": "", "approved_by": "", "words": "", "more": "", "level": 0}
    FeedbackStep.insert(
        origin=header.origin,
        log_seq=header.seq,
        obj=header.obj,
        kind=header.kind.removeprefix("feedback."),
        at=header.moment,
        **usual | fields,
    ).execute()


def count(header: Header) -> int:
    """How often the log has said this kind about this case, this time included; after `step`."""
    same = (FeedbackStep.origin == header.origin) & (FeedbackStep.obj == header.obj)
    return FeedbackStep.select().where(same & (FeedbackStep.kind == header.kind.removeprefix("feedback."))).count()
