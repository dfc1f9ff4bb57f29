"""The demonstration's letter box: what was said, and how the office took and answered it, by the office's own actions."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from terminal.clock import Now
from terminal.feedback import actions, intake, records
from terminal.feedback.receipts import new_code, unlock
from terminal.feedback.shapes import KEYED_IN, Reply, Submission, Talk
from terminal.journal.append import origin
from terminal.staff.queries import Person

# They work here in the story only; nobody can sign in under these names.
WRITER: Final = Person(0, "刘秀英", frozenset(("cadre",)), "文书")
SECOND: Final = Person(0, "黄建民", frozenset(("cadre",)), "主任")

Place = Callable[[str], str]
Doing = tuple[date, Callable[[Now], None]]


class Letter:
    """One thing somebody said, on its way through the office; `place` finds the address of what it is about."""

    def __init__(self, said: dict[str, Any], place: Place) -> None:
        self.said, self.place = said, place
        self.number = self.lookup = ""

    def steps(self) -> Iterator[Doing]:
        """What happens with it and on which day, in order."""
        said = self.said
        yield said["day"], self._come
        if "taken" in said:
            yield said["taken"], self._accept
        if "asked" in said:
            yield said["asked"]["day"], partial(self._ask, said["asked"]["missing"])
        if "answer" in said:
            yield said.get("answered") or said["handed_in"], self._answer
        if "rated" in said:
            yield said["rated"]["day"], partial(self._rate, said["rated"])
        if "talked" in said:
            yield said["talked"]["day"], partial(self._talk, Talk(**said["talked"]))

    def _come(self, now: Now) -> None:
        same = {name: self.said[name] for name in ("category", "channel", "text", "name", "phone") if name in self.said}
        about = self.place(self.said["about"]) if "about" in self.said else ""
        submission = Submission(addressee="village", about=about, **same)
        if submission.channel in KEYED_IN:
            slip = actions.key_in(submission, now.today, by=WRITER, now=now)
            self.number, self.lookup = slip.number, unlock(slip.code, origin()).lookup
        else:
            self.lookup = unlock(new_code(), origin()).lookup
            header = intake.open_case(submission, self.lookup, (), received_on=now.today, by=intake.BY, now=now)
            self.number = records.number_of(header.origin, header.obj)

    def _accept(self, now: Now) -> None:
        actions.accept(self.number, by=WRITER, now=now)

    def _ask(self, missing: str, now: Now) -> None:
        actions.ask(self.number, missing, by=WRITER, now=now)

    def _answer(self, now: Now) -> None:
        """Written and handed in; approved by another person where the story has come that far."""
        said = self.said
        public = "question" in said
        words = {"question": said["question"], "answer": said["public"]} if public else {}
        reply = Reply(text=said["answer"], public=public, **words)
        revision = actions.draft_answer(self.number, reply, 0, by=WRITER, now=now)
        actions.hand_in(self.number, revision, by=WRITER, now=now)
        if "answered" in said:
            actions.approve(self.number, revision, by=SECOND, now=now)

    def _rate(self, rated: dict[str, Any], now: Now) -> None:
        actions.rate(self.lookup, rated["level"], tuple(rated.get("reasons", ())), now=now)

    def _talk(self, held: Talk, now: Now) -> None:
        actions.talk(self.number, held, by=WRITER, now=now)
