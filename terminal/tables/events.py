"""What the log can say about tables, and what each saying does to what pages read."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

import msgspec
from peewee import fn

from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.register import entering
from terminal.tables import models
from terminal.tables.columns import Value, is_right, said
from terminal.tables.expiry import runs_until
from terminal.tables.sorts import sort_of
from terminal.text.days import Period


class Signer(msgspec.Struct, frozen=True):
    """Who signed the table, and as what."""

    role: str
    name: str


class Mismatch(msgspec.Struct, frozen=True):
    """An identity that does not hold, said for villagers; `off` is what was said minus what is true, in the column's unit."""

    rule: str
    says: str
    off: int = 0


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """What one version says. `columns` are keys of its sort, every row has a value for each; money is fen, areas are
    thousandths of a mu, days are YYYY-MM-DD; an empty cell is null."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    signers: tuple[Signer, ...] = ()
    notices: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    excuse: str = ""
    published_on: date
    display_until: date

    def values(self) -> Iterator[dict[str, Value]]:
        """The rows as column → value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def wrong(self, sort: str) -> list[Problem]:
        """A table stands in a log only when every cell is of its column's kind, and what does not add up says why."""
        found = []
        known = sort_of(sort)
        columns = [one for key in self.columns for one in (known.columns if known else ()) if one.key == key]
        if not self.rows or any(len(row) != len(self.columns) for row in self.rows):
            found.append("表里没有行，或者有的行缺格子。请重新传表格。")
        elif known and (
            len(columns) != len(set(self.columns))
            or any(not is_right(column, value) for row in self.rows for column, value in zip(columns, row, strict=True))
        ):
            found.append("有的格子不是这一栏的写法。请重新传表格。")
        if self.mismatches and not self.excuse.strip():
            found.append("有对不上的地方，却没写原因。请写明原因再公布。")
        return [Problem(says) for says in found]


def _insert_version(header: Header, about: Any, table: Table, reason: str) -> int:
    """Keep what this version says; gives its number among all that was said for its sort and period."""
    of = models.PublicTable
    same = (of.origin == header.origin) & (of.sort == about.sort) & (of.period == about.period)
    before = models.TableVersion.select(fn.COUNT(models.TableVersion.log_seq)).where(
        (models.TableVersion.origin == header.origin) & models.TableVersion.obj.in_(of.select(of.obj).where(same))
    )
    number = int(before.scalar()) + 1
    as_json = {
        name: msgspec.json.encode(getattr(table, name)).decode()
        for name in ("columns", "signers", "notices", "basis", "mismatches")
    }
    models.TableVersion.put(
        origin=header.origin,
        log_seq=header.seq,
        obj=header.obj,
        number=number,
        reason=reason,
        title=table.title,
        count=len(table.rows),
        excuse=table.excuse,
        published_on=table.published_on,
        display_until=table.display_until,
        registered_at=header.at,
        fingerprint=header.body,
        **as_json,
    )
    models.TableRow.put_many(_rows(header, about.sort, table))
    return number


def _rows(header: Header, sort: str, table: Table) -> list[dict[str, Any]]:
    known = sort_of(sort)
    return [
        {
            "origin": header.origin,
            "log_seq": header.seq,
            "place": place,
            "cells": msgspec.json.encode(row).decode(),
            "ends": (runs_until(known, values) or "") if known else "",
        }
        for place, (row, values) in enumerate(zip(table.rows, table.values(), strict=True), 1)
    ]


def path_of(sort: str, period: str) -> str:
    """Address of a table."""
    return f"/tables/{sort}/{period}"


def public(about: Any, table: Table, number: int, fills: Sequence[str]) -> entering.Public:
    """A version as the register has it; `about` is its row in `public_table`."""
    known = sort_of(about.sort)
    label = Period.read(about.period).label()
    return entering.Public(
        index_no=about.index_no,
        path=path_of(about.sort, about.period),
        item=about.item,
        group=about.item_group,
        title=f"{known.name if known else table.title}（{label}）",
        summary=_summary(about.sort, table),
        period=about.period,
        publisher=about.publisher,
        published_on=table.published_on,
        display_until=table.display_until,
        version=number,
        fills=tuple(fills),
        words="\n".join(" ".join(value for value in row if isinstance(value, str)) for row in table.rows),
    )


def _summary(sort: str, table: Table) -> str:
    """“12 行，净值一共 48,000.00 元”: how much there is, and the last figure whose sum means something."""
    known = sort_of(sort)
    count = f"{len(table.rows)} 行"
    for column in known.summed if known else ():
        if not known or column.key != known.figures[-1] or column.key not in table.columns:
            continue
        if known.group:
            continue
        total = sum(value for values in table.values() if isinstance(value := values[column.key], int))
        return f"{count}，{column.name}一共 {said(column, total)} {column.unit}"
    return count


class Publish(Event, frozen=True, kw_only=True):
    """A table becomes public for the first time for its period. Law: VCOL (2025-10-28) art. 35; 农经发〔2011〕13号."""

    kind: ClassVar[str] = "table.publish"
    index_no: str
    sort: str
    publisher: str
    period: str
    item: str
    group: str
    fills: tuple[str, ...] = ()
    catalogue: str
    table: Table

    def wrong(self) -> list[Problem]:
        return self.table.wrong(self.sort)

    def project(self, header: Header) -> None:
        about = models.PublicTable(
            origin=header.origin,
            obj=header.obj,
            sort=self.sort,
            period=self.period,
            index_no=self.index_no,
            publisher=self.publisher,
            item=self.item,
            item_group=self.group,
            fills=msgspec.json.encode(self.fills).decode(),
            version=header.seq,
            withdrawn_why="",
            log_seq=header.seq,
        )
        about.save(force_insert=True)
        number = _insert_version(header, about, self.table, "")
        entering.enter(header, public(about, self.table, number, self.fills))


def _of(header: Header) -> Any:
    return (models.PublicTable.origin == header.origin) & (models.PublicTable.obj == header.obj)


class Revise(Event, frozen=True, kw_only=True):
    """The whole table once more, put right, and why; what was public before stays readable row by row."""

    kind: ClassVar[str] = "table.revise"
    sort: str
    reason: str
    table: Table

    def wrong(self) -> list[Problem]:
        return self.table.wrong(self.sort)

    def project(self, header: Header) -> None:
        models.PublicTable.update(version=header.seq, log_seq=header.seq).where(_of(header)).execute()
        about = models.PublicTable.get(_of(header))
        number = _insert_version(header, about, self.table, self.reason)
        fills = msgspec.json.decode(about.fills, type=list[str])
        entering.enter(header, public(about, self.table, number, fills))


class Withdraw(Event, frozen=True, kw_only=True):
    """The table should not have been published; it is marked so, with the reason, and stays readable."""

    kind: ClassVar[str] = "table.withdraw"
    reason: str
    withdrawn_on: date

    def project(self, header: Header) -> None:
        models.PublicTable.update(withdrawn_on=self.withdrawn_on, withdrawn_why=self.reason, log_seq=header.seq).where(
            _of(header)
        ).execute()
        entering.withdraw(header)


EVENTS = (Publish, Revise, Withdraw)
