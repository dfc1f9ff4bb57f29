"""What the log can say about projects, and what each saying does to the tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import msgspec
from peewee import fn

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Event, blobs_of
from terminal.projects import models
from terminal.projects.rules import why_not_edition
from terminal.projects.shapes import Dossier, Edition
from terminal.register import entering
from terminal.text.money import yuan


def _keep(header: Header, edition: Edition, period: str, reason: str) -> int:
    """Keep what this publication says; gives its number, from 1."""
    mine = (models.ProjectEdition.origin == header.origin) & (models.ProjectEdition.obj == header.obj)
    number = models.ProjectEdition.select(fn.COUNT(models.ProjectEdition.log_seq)).where(mine).scalar() + 1
    models.ProjectEdition.put(
        origin=header.origin,
        log_seq=header.seq,
        obj=header.obj,
        number=number,
        period=period,
        reason=reason,
        edition=msgspec.json.encode(edition).decode(),
        published_on=edition.published_on,
        registered_at=header.at,
        fingerprint=header.body,
    )
    key = {"origin": header.origin, "log_seq": header.seq}
    found = {blob.sha256: {**key, **msgspec.structs.asdict(blob)} for blob in blobs_of(edition)}
    models.ProjectPhoto.put_many(list(found.values()))
    return int(number)


def public(about: Any, edition: Edition, period: str, number: int, fills: Sequence[str]) -> entering.Public:
    """An edition as the register has it; `about` is its row in `project`."""
    dossier = edition.dossier
    return entering.Public(
        index_no=about.index_no,
        path=f"/projects/{about.index_no.rpartition('/')[2]}",
        item=about.item,
        group=about.item_group,
        title=dossier.name,
        summary=_summary(dossier),
        period=period,
        publisher=about.publisher,
        published_on=edition.published_on,
        display_until=edition.display_until,
        version=number,
        fills=tuple(fills),
        words="\n".join(_said(dossier)),
    )


def _summary(dossier: Dossier) -> str:
    done = f"，干了 {dossier.done}%" if dossier.stages else ""
    paid = f"已付 {yuan(dossier.paid_fen)} 元，还要付 {yuan(dossier.left_fen)} 元"
    return f"一共 {yuan(dossier.total_fen)} 元，{paid}{done}"


def _said(dossier: Dossier) -> list[str]:
    """Everything of it that is searched."""
    money, work = [one.name for one in dossier.sources], [one.name for one in dossier.stages]
    return [dossier.why, dossier.contractor, *money, *work, *(one.what for one in dossier.payments)]


class Open(Event, frozen=True, kw_only=True):
    """A project becomes public for the first time. `period` is the quarter it reports for, or empty.

    Law: VCOL (2025-10-28) art. 28 (4), 35 (2).
    """

    kind: ClassVar[str] = "project.open"
    index_no: str
    publisher: str
    period: str = ""
    item: str
    group: str
    fills: tuple[str, ...] = ()
    catalogue: str
    edition: Edition

    def wrong(self) -> list[Problem]:
        return why_not_edition(self.edition)

    def project(self, header: Header) -> None:
        about = models.Project(
            origin=header.origin,
            obj=header.obj,
            index_no=self.index_no,
            publisher=self.publisher,
            item=self.item,
            item_group=self.group,
            version=header.seq,
            withdrawn_why="",
            log_seq=header.seq,
        )
        about.save(force_insert=True)
        number = _keep(header, self.edition, self.period, "")
        entering.enter(header, public(about, self.edition, self.period, number, self.fills))


class Note(Event, frozen=True, kw_only=True):
    """The whole dossier once more, with what has come to it; `reason` says why where it takes something back."""

    kind: ClassVar[str] = "project.note"
    reason: str = ""
    period: str = ""
    fills: tuple[str, ...] = ()
    edition: Edition

    def wrong(self) -> list[Problem]:
        return why_not_edition(self.edition)

    def project(self, header: Header) -> None:
        mine = (models.Project.origin == header.origin) & (models.Project.obj == header.obj)
        about = models.Project.get(mine)
        models.Project.update(version=header.seq, log_seq=header.seq).where(mine).execute()
        number = _keep(header, self.edition, self.period, self.reason)
        entering.enter(header, public(about, self.edition, self.period, number, self.fills))


class Withdraw(Event, frozen=True, kw_only=True):
    """The project should not have been published; it is marked so, with the reason, and stays readable."""

    kind: ClassVar[str] = "project.withdraw"
    reason: str
    withdrawn_on: date

    def project(self, header: Header) -> None:
        mine = (models.Project.origin == header.origin) & (models.Project.obj == header.obj)
        said = {"withdrawn_on": self.withdrawn_on, "withdrawn_why": self.reason, "log_seq": header.seq}
        models.Project.update(**said).where(mine).execute()
        entering.withdraw(header)


EVENTS = (Open, Note, Withdraw)
