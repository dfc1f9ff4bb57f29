"""Publishing a project, what has come to it, and taking it down: each one transaction, each one line in the log."""

from collections.abc import Sequence
from datetime import timedelta

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import LEAST_DISPLAY_DAYS, display_until
from terminal.clock import Now
from terminal.disclosures import queries as disclosures
from terminal.disclosures.rules import why_not_withdraw
from terminal.errors import NotFound, Problem, refuse_if
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.projects import queries, rules
from terminal.projects.changes import why_not_next
from terminal.projects.events import Note, Open, Withdraw
from terminal.projects.shapes import Dossier, Edition, Signer
from terminal.register.queries import next_index
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.village.queries import here


def codes() -> tuple[str, ...]:
    """The items of this unit's own catalogue."""
    return tuple(item.code for item in catalogues.catalogue(here().kind).items)


def check(dossier: Dossier, now: Now) -> list[Problem]:
    """Every reason why this may not be published today; writes nothing."""
    found = [*rules.why_not_dossier(dossier), *rules.why_not_days(dossier, now.today)]
    if not rules.item_for(dossier.kind, codes()):
        found.append(Problem("本单位的公开目录里没有这一类事项，不能在这里公开。", rules.BASICS))
    if dossier.decision:
        found += _why_not_decision(dossier.decision)
    return found


def _why_not_decision(index_no: str) -> list[Problem]:
    try:
        disclosures.one(here().origin, index_no.rpartition("/")[2])
    except NotFound:
        return [
            Problem(f"没有公开过索引号 {index_no} 的信息。请照决定公开的那一条写索引号，没有就空着。", rules.BASICS)
        ]
    return []


def publish(
    dossier: Dossier, *, publisher: str, signers: Sequence[Signer] = (), period: str = "", by: str, now: Now
) -> Header:
    """Make a project public. `publisher` is a key of the unit's publishers, `period` the quarter it reports for, or empty.

    Raises Refused with all problems, or NotFound for the publisher; nothing is written then.
    """
    village = here()
    who = village.publisher(publisher)
    with write():
        refuse_if(check(dossier, now))
        catalogue = catalogues.catalogue(village.kind)
        item = catalogue.item(rules.item_for(dossier.kind, codes()))
        event = Open(
            index_no=next_index(village.origin, who.code or village.code, now.today.year),
            publisher=who.name,
            period=period,
            item=item.code,
            group=item.group,
            fills=_fills(dossier, item.code, period),
            catalogue=catalogue.version,
            edition=_edition(dossier, item.code, signers, now),
        )
        return append(event, by=by, now=now)


def note(
    number: str,
    dossier: Dossier,
    reason: str = "",
    *,
    signers: Sequence[Signer] = (),
    period: str = "",
    by: str,
    now: Now,
) -> Header:
    """Publish the dossier with what has come to it. Raises Refused or NotFound; nothing is written then."""
    with write():
        current = queries.versions(here().origin, number)[-1]
        refuse_if(check_next(current, dossier, reason, now))
        event = Note(
            reason=tidy(reason).strip(),
            period=period,
            fills=_fills(dossier, current.item, period),
            edition=_edition(dossier, current.item, signers, now),
        )
        return append(event, by=by, now=now, about=current.obj)


def check_next(current: queries.Published, dossier: Dossier, reason: str, now: Now) -> list[Problem]:
    """Every reason why this may not be published after what stands there now; writes nothing."""
    if current.withdrawn_on:
        return [Problem("这个项目已经撤下，不能再添。请另外公开一个。")]
    return [*check(dossier, now), *why_not_next(current.dossier, dossier, reason)]


def withdraw(number: str, reason: str, *, by: str, now: Now) -> Header:
    """Mark a project as wrongly published; it stays readable. Raises Refused or NotFound."""
    with write():
        current = queries.versions(here().origin, number)[-1]
        refuse_if(why_not_withdraw(reason, current.withdrawn_on))
        event = Withdraw(reason=tidy(reason).strip(), withdrawn_on=now.today)
        return append(event, by=by, now=now, about=current.obj)


def _fills(dossier: Dossier, item: str, period: str) -> tuple[str, ...]:
    """A quarter is said to be public only of the project's own item: the others have more in it than one project."""
    return (item,) if period else rules.fills(dossier, item, codes())


def _edition(dossier: Dossier, code: str, signers: Sequence[Signer], now: Now) -> Edition:
    item = catalogues.catalogue(here().kind).item(code)
    last = max(display_until(item, now.today), now.today + timedelta(days=LEAST_DISPLAY_DAYS))
    basis = tuple(one.says for one in item.basis)
    return Edition(dossier=dossier, signers=tuple(signers), basis=basis, published_on=now.today, display_until=last)
