"""Pairing codes, and terminals that come with one: a code is good for one terminal, seven days, five tries."""

from datetime import datetime, timedelta

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.clock import Now
from terminal.county.actions import enrol, replace_key
from terminal.county.models import Pairing, Source
from terminal.errors import NotFound, Problem, Refused
from terminal.feedback.sealed import queries as letters
from terminal.journal.append import origin
from terminal.journal.keys import public_bytes
from terminal.store.database import write
from terminal.sync import pairing, stored, trust
from terminal.sync.pairing import Grant, GrantedOffice, Paper, Request

DAYS, TRIES = 7, 5
OPEN_AT_ONCE = 1000
WRONG = "配对码不对、用过了或者过期了。请向县里核对，或另要一个。（bad-sig）"


class Wanted(msgspec.Struct, frozen=True):
    """The village a code is for. `restores` is the log of a terminal that is to be replaced; empty for a new one."""

    village: str
    name: str
    township: str = ""
    restores: str = ""


class Made(msgspec.Struct, frozen=True):
    """A code that was made: shown once, kept nowhere."""

    code: str
    number: str


def make(wanted: Wanted, *, by: str, now: Now) -> Made:
    """A new code. Raises Refused when the village already has a terminal, or has none to be replaced."""
    with write():
        _check(wanted)
        _forget_old(now)
        code = pairing.new_code()
        while Pairing.get_or_none(number=pairing.number_of(code)):
            code = pairing.new_code()
        number = pairing.number_of(code)
        Pairing.insert(
            number=number,
            secret=pairing.secret_of(code).hex(),
            village=wanted.village,
            name=wanted.name,
            township=wanted.township,
            restores=wanted.restores,
            by=by,
            since=now.at,
            until=now.at + timedelta(days=DAYS),
            tries=0,
        ).execute()
    return Made(code, number)


def _check(wanted: Wanted) -> None:
    row = Source.get_or_none((Source.origin == origin()) & (Source.code == wanted.village))
    if not wanted.village.isascii() or not wanted.village.isalnum() or not 2 <= len(wanted.village) <= 24:
        raise Refused([Problem("村的代码用 2 到 24 位数字或字母，它会写在网址里。", "village")])
    if not wanted.name.strip() or len(wanted.name) > 40:
        raise Refused([Problem("请写村名，最多 40 个字。", "name")])
    if row and row.terminal != wanted.restores:
        raise Refused(
            [
                Problem(
                    f"代码 {wanted.village} 已经有一台终端：{row.name}。要换机器，请在那个村的页面上点“换一台终端”。",
                    "village",
                )
            ]
        )
    if Pairing.select().where(Pairing.used == "").count() >= OPEN_AT_ONCE:
        raise Refused([Problem(f"没有用掉的配对码已有 {OPEN_AT_ONCE} 个，请先收回不要的。")])


def _forget_old(now: Now) -> None:
    Pairing.delete().where((Pairing.used == "") & (Pairing.until < now.at)).execute()


def take_back(number: str) -> None:
    """A code that nobody used counts no longer."""
    with write():
        Pairing.delete().where((Pairing.number == number) & (Pairing.used == "")).execute()


def answer(paper: Paper, place: "County", now: Now) -> Paper:
    """The grant for a request. The same request again gets the same grant: the first one may have been lost on its way.

    Raises Refused; a request with a code that is known but a wrong mark counts as a try, and five of them end the code.
    """
    request, _ = pairing.read(paper, Request)
    with write():
        row = Pairing.get_or_none(number=request.code)
        is_right = row is not None and pairing.is_marked(paper, bytes.fromhex(row.secret))
        if row is not None and row.used == pairing.hash_of(paper):
            return Paper(row.text, row.signature)
        if row is not None and not row.used and not is_right:
            Pairing.update(tries=Pairing.tries + 1).where(Pairing.number == row.number).execute()
        good = row is not None and is_right and not row.used and row.tries < TRIES and now.at <= row.until
        granted = _grant(row, request, paper, place, now) if good else None
    if granted is None:
        raise Refused([Problem(WRONG)])
    return granted


class County(msgspec.Struct, frozen=True):
    """What a grant says of the county itself: name, address, and the key that signs."""

    name: str
    address: str
    key: Ed25519PrivateKey


def _grant(row: Pairing, request: Request, paper: Paper, place: County, now: Now) -> Paper:
    """Enrol the terminal and note the grant, in the caller's transaction."""
    public = bytes.fromhex(request.public)
    if row.restores:
        log, epoch = row.restores, max((one.number for one in stored.epochs(row.restores)), default=1) + 1
        replace_key(log, public, epoch, by=row.by, now=now)
    else:
        epoch, log = 1, pairing.log_of(request)
        enrol(public, row.village, row.name, row.township, by=row.by, now=now)
    said = Grant(
        kind="enrol-grant",
        request=pairing.hash_of(paper),
        county=public_bytes(place.key).hex(),
        county_name=place.name,
        address=place.address,
        log=log,
        epoch=epoch,
        genesis=trust.genesis_of(log),
        restores=bool(row.restores),
        village=row.village,
        name=row.name,
        township=row.township,
        t=now.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        offices=_offices(),
    )
    granted = pairing.write_grant(said, bytes.fromhex(row.secret), place.key)
    # The secret goes with its use: nobody can make another grant for this request from a copy of the database.
    kept = {"secret": "", "used": said.request, "log": log, "text": granted.text, "signature": granted.signature}
    Pairing.update(**kept).where(Pairing.number == row.number).execute()
    return granted


def _offices() -> tuple[GrantedOffice, ...]:
    """The offices letters may be sealed for, as this county's own log names them."""
    return tuple(
        GrantedOffice(one.addressee, one.name, one.recipients, one.valid_from.isoformat())
        for one in letters.known_offices()[1]
    )


class Shown(msgspec.Struct, frozen=True):
    """A code as the page of codes lists it; never the code itself."""

    number: str
    village: str
    name: str
    township: str
    restores: bool
    since: datetime
    until: datetime
    tries: int
    log: str


def listed() -> tuple[Shown, ...]:
    """Every code that was not forgotten, newest first."""
    rows = Pairing.select().order_by(Pairing.since.desc(), Pairing.number).limit(200)
    return tuple(
        Shown(
            row.number,
            row.village,
            row.name,
            row.township,
            bool(row.restores),
            row.since,
            row.until,
            row.tries,
            row.log,
        )
        for row in rows
    )


def one(number: str) -> Shown:
    """Raises NotFound."""
    for found in listed():
        if found.number == number:
            return found
    raise NotFound("没有这个配对码。")
