"""Signing in, being turned away, staying signed in, signing out."""

from datetime import timedelta

from terminal.clock import Now
from terminal.config import Desk
from terminal.errors import Problem, Refused
from terminal.journal.append import append
from terminal.staff import models, queries, rules, second
from terminal.staff.events import Place, Refusal, SignIn
from terminal.staff.hashing import digest, fits, new_token
from terminal.staff.queries import SignedIn
from terminal.store.database import write
from terminal.text.words import tidy

KIOSK = "kiosk"  # the address of the touchscreen itself
WRONG = "名字或密码不对。请再写一次；忘了请找管理员重设。"
WRONG_CODE = "名字、密码或 6 位验证码不对。请再写一次；手机丢了请找管理员取消两步登录。"
WRONG_PRESENT = "现在的密码不对。请再写一次；忘了请找管理员重设。"
WRONG_PIN = "数字密码不对。请再按一次；忘了请找管理员重设。"
SEEN_GRAIN = 10  # last_seen is written ten times within one idle time, not with every page


def _place(address: str) -> Place:
    return "kiosk" if address == KIOSK else "lan"


def _keys(name: str, address: str) -> tuple[tuple[str, int], ...]:
    """What is counted: this name from this side, so that the network cannot shut the hall out; and this address."""
    free = rules.FREE_ADDRESS
    return (digest(f"name {_place(address)} {name}"), rules.FREE_NAME), (digest(f"address {address}"), free)


def _wait(name: str, address: str, now: Now) -> int:
    waits = [0]
    for who, free in _keys(name, address):
        row = models.Attempt.get_or_none(models.Attempt.who == who)
        if row and row.last_at > now.at:
            models.Attempt.update(last_at=now.at).where(models.Attempt.who == who).execute()
        if row:
            waits.append(rules.still_waits(row.count, free, row.last_at, now.at))
    return max(waits)


def _count(name: str, address: str, now: Now) -> list[int]:
    """Count a guess before it is looked at, so that many at once do not count as one: this name's, this address's."""
    models.Attempt.delete().where(models.Attempt.last_at < now.at - rules.FORGOTTEN_AFTER).execute()
    counts = []
    for who, _ in _keys(name, address):
        row = models.Attempt.get_or_none(models.Attempt.who == who)
        counts.append(row.count + 1 if row else 1)
        models.Attempt.replace(who=who, count=counts[-1], last_at=now.at).execute()
    return counts


def _too_early(seconds: int) -> Refused:
    said = f"{seconds} 秒" if seconds < 120 else f"{-(-seconds // 60)} 分钟"
    return Refused([Problem(f"试的次数多了。请等 {said}再试。")])


def _forgive(name: str, address: str) -> None:
    """It was no wrong guess: the name starts afresh, the address is where it was."""
    (by_name, _), (by_address, _) = _keys(name, address)
    models.Attempt.delete().where(models.Attempt.who == by_name).execute()
    models.Attempt.update(count=models.Attempt.count - 1).where(models.Attempt.who == by_address).execute()


def check(
    name: str,
    secret: str,
    *,
    by_pin: bool = False,
    address: str,
    now: Now,
    wrong: str = WRONG,
    code: str | None = None,
) -> int:
    """The id of the person whose password (or PIN) this is. Raises Refused with one sentence, whether the name exists or not.

    `code`: the digits of a second step, for whoever has turned it on; None where they are not asked for.

    A guess is counted first and looked at afterwards; an unknown name costs the same work as a known one.
    """
    name = tidy(name).strip()[: rules.LONGEST_NAME]
    name = name if name.isprintable() else ""
    with write():
        wait = _wait(name, address, now)
        counts = [] if wait else _count(name, address, now)
    if wait:
        raise _too_early(wait)
    row = models.Person.get_or_none((models.Person.name == name) & models.Person.disabled_on.is_null())
    kept = (row.pin if by_pin else row.password) if row else ""
    right = fits(kept, secret[: rules.LONGEST_PASSWORD])
    right = right and (code is None or row is None or second.passes(row.id, code, now))
    if row is None or not right or (by_pin and address != KIOSK):
        _note_refusal(row.name if row else "", address, counts, now)
        raise Refused([Problem(WRONG_PIN if by_pin else wrong)])
    with write():
        _forgive(name, address)
    return int(row.id)


def sign_in(
    name: str, secret: str, *, by_pin: bool = False, address: str, now: Now, code: str | None = None
) -> tuple[str, SignedIn]:
    """The token for the cookie, and who is in now. Raises Refused as `check` does."""
    wrong = WRONG if code is None else WRONG_CODE
    person = queries.person(check(name, secret, by_pin=by_pin, address=address, now=now, wrong=wrong, code=code))
    token, place = new_token(), _place(address)
    with write():
        models.Session.delete().where(models.Session.started < now.at - rules.LONGEST_SESSION).execute()
        models.Session.insert(
            token=digest(token),
            person=person.id,
            csrf=new_token(),
            started=now.at,
            last_seen=now.at,
            by_pin=int(by_pin),
        ).execute()
        append(SignIn(name=person.name, how="pin" if by_pin else "password", place=place), by=person.by, now=now)
        signed = find(token)
    if signed is None:
        raise Refused([Problem(WRONG)])
    return token, signed


def _note_refusal(name: str, address: str, counts: list[int], now: Now) -> None:
    """A known name has its own count; names nobody has are without end, so they share that of their address."""
    count, free = (counts[0], rules.FREE_NAME) if name else (counts[1], rules.FREE_ADDRESS)
    if rules.is_worth_a_line(count, free):
        with write():
            wait = rules.wait_after(count, free)
            append(Refusal(name=name, place=_place(address), count=count, wait=wait), by="terminal", now=now)


def find(token: str) -> SignedIn | None:
    """Whose session this cookie names, ended or not; nobody for a person who has left."""
    row = models.Session.get_or_none(models.Session.token == digest(token))
    who = models.Person.get_or_none(models.Person.id == row.person) if row else None
    if who is None or who.disabled_on:
        return None
    return SignedIn(queries.to_person(who), row.csrf, row.token, bool(row.by_pin), row.started)


def seen(token: str, now: Now, desk: Desk) -> SignedIn | None:
    """Who asks with this cookie, noting that they are still there; None when the session has ended."""
    row = models.Session.get_or_none(models.Session.token == digest(token))
    if row is None:
        return None
    idle = timedelta(minutes=desk.pin_idle if row.by_pin else desk.idle)
    if rules.has_ended(row.started, row.last_seen, now.at, idle):
        with write():
            row.delete_instance()
        return None
    if now.at - row.last_seen >= idle / SEEN_GRAIN:
        with write():
            models.Session.update(last_seen=now.at).where(models.Session.token == row.token).execute()
    return find(token)


def sign_out(signed: SignedIn) -> None:
    """End this session."""
    with write():
        models.Session.delete().where(models.Session.token == signed.key).execute()
