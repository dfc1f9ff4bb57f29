"""Toy events and a toy table, so that the log is tried without any room."""

from collections.abc import Sequence
from typing import ClassVar

from peewee import CompositeKey, IntegerField, TextField

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed, BlobRef, Event
from terminal.journal.models import Deferred
from terminal.store.base import Record
from terminal.store.rows import Row


class Tree(Record):
    """A tree somebody planted."""

    origin = TextField()
    obj = TextField()
    name = TextField()
    height = IntegerField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")


class Plant(Event, frozen=True, kw_only=True):
    """A tree is planted."""

    kind: ClassVar[str] = "toy.plant"
    name: str
    pictures: tuple[BlobRef, ...] = ()

    def wrong(self) -> list[Problem]:
        return [] if self.name else [Problem("树还没有名字。")]

    def rows(self, header: Header) -> Sequence[Row]:
        return (Tree.row(origin=header.origin, obj=header.obj, name=self.name, height=1, log_seq=header.seq),)


class Grow(Event, frozen=True, kw_only=True):
    """A tree that was planted is higher now."""

    kind: ClassVar[str] = "toy.grow"
    height: int

    def project(self, header: Header) -> None:
        tree = Tree.get((Tree.origin == header.origin) & (Tree.obj == header.obj))
        mine = (Tree.origin == tree.origin) & (Tree.obj == tree.obj)
        Tree.update(height=self.height, log_seq=header.seq).where(mine).execute()


class Advise(Addressed, frozen=True, kw_only=True):
    """A county tells some of its villages which tree to plant."""

    kind: ClassVar[str] = "toy.advise"
    name: str
    pictures: tuple[BlobRef, ...] = ()

    def project(self, header: Header) -> None:
        Tree.insert(origin=header.origin, obj=header.obj, name=self.name, height=0, log_seq=header.seq).execute()


TABLES = (Deferred, Tree)
EVENTS = (Plant, Grow, Advise)
