"""Sealed letters from two villages of Qingxi, on their way to the county; the offices that read them."""

import base64
import functools
from pathlib import Path
from typing import Any

from terminal import clock, events_register
from terminal.county.offices import actions as office_actions
from terminal.county.offices import queries as office_queries
from terminal.county.offices.models import LockedKey
from terminal.county.offices.unlocked import unlocked
from terminal.feedback import intake
from terminal.feedback.sealed import offices, sealing
from terminal.feedback.sealed.events import Office
from terminal.feedback.shapes import Submission
from terminal.opening import open_terminal
from terminal.staff import entrance
from terminal.staff.hashing import digest
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.store.database import write as writing
from terminal.sync.apply import Receiver, apply
from terminal.web.sessions import COOKIE
from tests.county.villages import bundles_of, county_settings, village_settings
from tests.staff import people

PHRASE = "灯塔 水车 月台 稻草"
CANARY = "金丝雀九四二七"
TEXTS = {
    "county": f"水利局的渠道款没有到村，{CANARY}甲。",
    "township": f"镇里收的垃圾费没有公示，{CANARY}乙。",
    "discipline": f"村干部虚报误工补贴，{CANARY}丙。",
}
KEYS = {name: sealing.new_identity() for name in ("county", "township 柳河镇", "township 青山镇", "discipline")}
NAMES = {"county": "青溪县信访局", "discipline": "青溪县纪委监委信访室"}


@functools.cache
def locked_key(name: str) -> bytes:
    """The identity file of an office behind PHRASE; a passphrase costs a second by design, so once for all tests."""
    return sealing.locked(f"# {name}\n{KEYS[name][0]}\n".encode(), PHRASE)


def key_file(name: str) -> bytes:
    """The public key file of an office."""
    addressee, _, township = name.partition(" ")
    return offices.write_key_file(_office(addressee, township)).encode()


def _office(addressee: Any, township: str) -> Office:
    key = f"{addressee} {township}".strip() if addressee == "township" else addressee
    name = NAMES.get(addressee, f"{township}信访办")
    return Office(
        addressee=addressee, name=name, recipients=(KEYS[key][1],), valid_from=clock.today().replace(month=1, day=1)
    )


def write(world: Path, place: int, *addressees: Any, **changes: Any) -> dict[str, str]:
    """Letters of one village to these offices; addressee → code. The village's folder is left closed."""
    settings = village_settings(world / f"village{place}", place)
    assert settings.unit
    open_terminal(settings)
    try:
        return written(settings.unit.township, *addressees, **changes)
    finally:
        close_database()


def written(township: str, *addressees: Any, **changes: Any) -> dict[str, str]:
    """The same in the open village, which lies in this township."""
    named = [_office(one, township) for one in ("township", "county", "discipline")]
    offices.enter(named, by="测试", now=clock.now())
    usual = {"category": "complaint"}
    return {
        one: intake.submit(Submission(**usual | {"addressee": one, "text": TEXTS[one]} | changes), clock.now())
        for one in addressees
    }


def carry(world: Path, place: int, *, blobs: bool = True) -> None:
    """Everything a village has comes to the county; nobody's database may be open."""
    settings = village_settings(world / f"village{place}", place)
    open_terminal(settings)
    try:
        bundles = bundles_of(settings, blobs)
    finally:
        close_database()
    county = county_settings(world / "county")
    open_terminal(county)
    try:
        for one in bundles:
            apply(one, Receiver(county.data, events_register.TABLES, clock.now()))
    finally:
        close_database()


def servant(addressee: str, name: str, township: str = "") -> Person:
    """Somebody who serves an office, whose public keys are registered."""
    role = Role.TOWNSHIP if addressee == "township" else Role.OFFICER
    person = people.make(role, name=name, office=township or "政务公开办", pin="")
    office_actions.assign(person.id, addressee, by=person, now=clock.now())
    office = office_queries.served_by(person)
    if not office.recipients:
        key = f"{addressee} {township}".strip()
        office_actions.bring_public(office, key_file(key), by=person, now=clock.now())
    return person


def keep_locked(addressee: str, township: str = "") -> None:
    """The office's locked identity file lies at the county, as if it had been brought."""
    data = base64.b64encode(locked_key(f"{addressee} {township}".strip())).decode()
    with writing():
        LockedKey.replace(addressee=addressee, township=township, data=data).execute()


def come_in(visit: Any, person: Person) -> str:
    """Let `visit` be theirs; the token for its forms."""
    cookie, signed = entrance.sign_in(person.name, people.PASSWORD, address="kiosk", now=clock.now())
    visit.client.set_cookie(COOKIE, cookie)
    return signed.token


def unlock(visit: Any, person: Person, key: str) -> None:
    """Hold the office's identities for this session, without the second a passphrase costs."""
    cookie = visit.client.get_cookie(COOKIE)
    office = office_queries.served_by(person)
    unlocked.keep(digest(cookie.value), office.key, (KEYS[key][0],))
