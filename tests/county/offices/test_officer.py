"""An office's keys at the county: locked on the disk, unlocked in memory for one session; who serves which office."""

import io
import json

import pytest
from werkzeug.datastructures import FileStorage

from terminal import clock
from terminal.county.models import Looked
from terminal.county.offices import queries
from terminal.county.offices.models import LockedKey, OfficeOf
from terminal.county.offices.unlocked import unlocked
from terminal.errors import TerminalError
from terminal.feedback.sealed import sealing
from terminal.feedback.sealed.events import Office, OfficesSent
from terminal.feedback.sealed.models import SentOffices
from terminal.journal.append import append
from terminal.staff import queries as staff
from terminal.staff.rules import Role
from terminal.store.database import write as writing
from tests.county import mailing
from tests.county.mailing import KEYS, PHRASE
from tests.staff import people

HOME = "/county/office/"


def _file(data: bytes, name: str = "office.key") -> FileStorage:
    return FileStorage(io.BytesIO(data), name)


@pytest.fixture
def sun(mail):
    person = mailing.servant("county", "孙敏")
    return mail, person, mailing.come_in(mail, person)


def _unlock(sun, expect: int = 303, data: bytes = b"", phrase: str = PHRASE):
    visit, _, token = sun
    fields = {"token": token, "phrase": phrase} | ({"file": _file(data)} if data else {})
    return visit.post(f"{HOME}unlock", fields, expect, content_type="multipart/form-data")


def test_a_brought_file_unlocks_for_this_session_and_is_not_kept(sun):
    _unlock(sun, data=mailing.locked_key("county"))
    assert "钥匙开着" in sun[0].get(HOME)
    assert LockedKey.select().count() == 0
    assert {row.what for row in Looked.select()} >= {"office.assign", "office.key", "office.unlock"}


def test_a_file_kept_locked_needs_its_passphrase_alone(sun):
    mailing.keep_locked("county")
    page = sun[0].get(HOME)
    assert not page.select("form[action=/county/office/unlock] input[type=file]")
    wrong = _unlock(sun, 422, phrase="不对的口令")
    assert "口令不对" in wrong and "不对的口令" not in wrong.html
    _unlock(sun)
    assert "钥匙开着" in sun[0].get(HOME)


def test_after_five_wrong_passphrases_one_waits(sun, monkeypatch):
    monkeypatch.setattr(sealing, "unlocked", _never)
    mailing.keep_locked("county")
    for _ in range(5):
        _unlock(sun, 422, phrase="x")
    assert "请等" in _unlock(sun, 422, phrase="x")
    assert Looked.select().where(Looked.what == "office.unlock-refused").count() == 5


def _never(_data, _phrase):
    """As a wrong passphrase, without the second it costs."""
    raise TerminalError("口令不对，私钥文件没有打开。请再试一次。")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "没有存本单位的私钥文件", id="nothing"),
        pytest.param(KEYS["county"][0].encode(), "没有口令", id="a key without a passphrase"),
        pytest.param(b"\x89PNG\r\n" + b"0" * 100, "拿错了文件", id="a picture"),
        pytest.param(b"age-encryption.org/v1\n" + b"0" * 70_000, "拿错了文件", id="too large"),
    ],
)
def test_what_is_no_locked_identity_is_refused_with_a_sentence(sun, data, says):
    page = _unlock(sun, 422, data)
    assert says in page and "AGE-SECRET" not in page.html


def test_another_offices_key_does_not_unlock_this_one(sun):
    assert "不是本单位登记的" in _unlock(sun, 422, mailing.locked_key("discipline"))


def test_the_keys_are_gone_with_signing_out(sun):
    visit, person, token = sun
    mailing.unlock(visit, person, "county")
    assert unlocked._held
    visit.post("/county/logout", {"token": token})
    assert not unlocked._held


def test_locking_takes_them_out_of_memory(sun):
    visit, person, token = sun
    mailing.unlock(visit, person, "county")
    visit.post(f"{HOME}lock", {"token": token})
    assert not unlocked._held


def test_the_discipline_offices_identity_never_comes_here(mail):
    person = mailing.servant("discipline", "纪敏")
    seat = mail, person, mailing.come_in(mail, person)
    assert "不到县平台上来" in _unlock(seat, 422, mailing.locked_key("discipline"))
    assert not mail.get(HOME).select("input[type=password]")


def test_an_office_is_registered_by_its_locked_file(mail):
    person = people.make(Role.OFFICER, pin="")
    token = mailing.come_in(mail, person)
    mail.get(HOME)
    boss = people.make(Role.ADMIN, pin="")
    seat_token = mailing.come_in(mail, boss)
    mail.post(f"{HOME}people", {"token": seat_token, "person": str(person.id), "addressee": "county"})
    token = mailing.come_in(mail, person)
    fields = {"token": token, "how": "locked", "file": _file(mailing.locked_key("county")), "phrase": PHRASE}
    mail.post(f"{HOME}keys", fields | {"name": "青溪县信访局", "keep": "yes"}, content_type="multipart/form-data")
    office = queries.served_by(staff.person(person.id))
    assert (office.name, office.recipients, office.is_kept) == ("青溪县信访局", (KEYS["county"][1],), True)


def test_a_public_file_of_another_office_is_refused(sun):
    visit, _, token = sun
    fields = {"token": token, "how": "public", "file": _file(mailing.key_file("discipline"), "x.toml")}
    assert "别的收信单位" in visit.post(f"{HOME}keys", fields, 422, content_type="multipart/form-data")


@pytest.mark.parametrize(
    ("role", "addressee"),
    [
        pytest.param(Role.OFFICER, "township", id="an officer of the county for a township"),
        pytest.param(Role.TOWNSHIP, "discipline", id="a township for discipline"),
        pytest.param(Role.AUDITOR, "county", id="an auditor"),
        pytest.param(Role.OFFICER, "village", id="no such office"),
    ],
)
def test_nobody_serves_an_office_their_role_does_not_sit_in(mail, role, addressee):
    boss = people.make(Role.ADMIN, pin="")
    person = people.make(role, pin="")
    token = mailing.come_in(mail, boss)
    page = mail.post(f"{HOME}people", {"token": token, "person": str(person.id), "addressee": addressee}, 422)
    assert "不能分到" in page
    assert OfficeOf.select().count() == 0


def _in_force(township: str) -> dict[str, tuple[str, ...]]:
    """What a terminal of this township would seal for, by what the county's log has said."""
    near, found = {"*": 0, township: 1}, {}
    rows = [row for row in SentOffices.select() if row.to in near]
    for row in sorted(rows, key=lambda row: near[row.to]):
        found |= {one["addressee"]: tuple(one["recipients"]) for one in json.loads(row.offices)}
    return found


def test_a_withdrawn_key_is_used_by_nobody_and_other_offices_stay(sun):
    visit, person, token = sun
    key, other = KEYS["county"][1], KEYS["discipline"][1]
    named = [{"addressee": "county", "name": "县", "recipients": (key,), "valid_from": clock.today()}]
    named.append({"addressee": "discipline", "name": "县纪检", "recipients": (other,), "valid_from": clock.today()})
    with writing():
        for to in ("*", "柳河镇"):
            sent = OfficesSent(to=to, number=1, offices=tuple(Office(**one) for one in named))
            append(sent, by="测试", now=clock.now())
    assert "确实要停用" in visit.post(f"{HOME}withdraw", {"token": token, "key": key}, 422)
    assert _in_force("柳河镇")["county"] == (key,)
    visit.post(f"{HOME}withdraw", {"token": token, "key": key, "sure": "yes"}, 303)
    for township in ("柳河镇", "青山镇"):
        assert _in_force(township) == {"county": (), "discipline": (other,)}
    assert queries.served_by(person).recipients == ()
    assert [row.about for row in Looked.select().where(Looked.what == "office.key-withdrawn")]
    assert "停用一把钥匙" not in visit.get(HOME)


def test_only_a_key_of_ones_own_office_is_withdrawn(sun):
    visit, person, token = sun
    fields = {"token": token, "key": KEYS["discipline"][1], "sure": "yes"}
    assert "请选要停用的那一把" in visit.post(f"{HOME}withdraw", fields, 422)
    assert queries.served_by(person).recipients == (KEYS["county"][1],)
