"""A sealed report all the way: from the village to its office, the answer down again, read by the code; and left nowhere."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from terminal import clock, events_register
from terminal.bundle.write import Order, Signing
from terminal.county.letters import actions, queries
from terminal.county.letters.actions import Desk
from terminal.county.letters.arrivals import Watch, note
from terminal.county.letters.models import LetterArrived, LetterStep
from terminal.county.offices.queries import served_by
from terminal.county.offices.unlocked import unlocked
from terminal.errors import Refused
from terminal.feedback import receipts
from terminal.feedback.sealed import actions as sealed_actions
from terminal.feedback.sealed import answers
from terminal.feedback.sealed.told import Told, seal_told
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make, origin_of_public
from terminal.opening import open_terminal
from terminal.staff.queries import Person
from terminal.store.database import close_database
from terminal.sync import copies, leaving, trust, withholding
from terminal.sync.apply import Receiver, apply
from tests.county import mailing
from tests.county.mailing import CANARY, KEYS, PHRASE
from tests.county.villages import county_settings, village_settings

ANSWER = "虚报的误工补贴一千二百元已经退回，银杏五三一八。"
ADDED = "还有前年的那一笔，银杏七七零二。"


def _desk(person: Person, key: str, place: int = 0) -> Desk:
    found = [
        one
        for one in queries.letters_for(person, clock.today())
        if one.village == ("石桥村" if not place else "松岭村")
    ]
    return Desk(served_by(person), found[0], (KEYS[key][0],), person, clock.now())


def _answered(key: str, first: Person, second: Person, text: str = ANSWER) -> None:
    desk = _desk(first, key)
    if desk.letter.state == "new":
        actions.say(desk, "received", "")
    actions.say(_desk(first, key), "answered", text)
    desk = _desk(second, key)
    actions.approve(desk, desk.letter.waits.id)


def _terminal(world: Path, place: int) -> str:
    return origin_of_public(trust.own(world / f"village{place}"))


def _down(world: Path, place: int) -> list[bytes]:
    """What the open county says, for one terminal."""
    unit, data = village_settings(world, place).unit, world / "county"
    terminal = _terminal(world, place)
    order = Order(blobs=True, to=terminal, kind="down", withhold=withholding.kept_from(unit.township, terminal))
    signing = Signing(load_or_make(data / "keys"), clock.now())
    return [b"".join(one.pieces()) for one in leaving.outgoing(data, order, signing)]


def _inside(bundles: list[bytes]) -> bytes:
    """Every member of these bundles, unpacked."""
    found = b""
    for one in bundles:
        with zipfile.ZipFile(io.BytesIO(one)) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                found += gzip.decompress(data) if name.endswith(".gz") else data
    return found


def _take_down(world: Path, place: int, bundles: list[bytes], county: bytes) -> None:
    """The open village believes the county and takes what it says."""
    for role in (trust.COUNTY, trust.LOG):
        trust.trust(county, role, "测试", clock.now())
    for one in bundles:
        apply(one, Receiver(world / f"village{place}", events_register.TABLES, clock.now()))


@pytest.fixture
def open_county(mail_world):
    open_terminal(county_settings(mail_world / "county"))
    note(clock.now())
    yield mail_world
    unlocked.forget_all()
    close_database()


def test_arrivals_are_noted_once_with_their_day(open_county):
    assert LetterArrived.select().count() == 6
    assert {row.day for row in LetterArrived.select()} == {clock.today()}
    assert note(clock.now()) == 0
    watch = Watch()
    assert (watch.note(clock.now()), watch.note(clock.now())) == (0, 0)


def test_an_answer_goes_down_is_read_by_its_code_and_what_is_added_comes_up(open_county, codes):
    world = open_county
    first, second = mailing.servant("county", "孙敏"), mailing.servant("county", "钱进")
    actions.say(_desk(first, "county"), "received", "")
    actions.say(_desk(first, "county"), "asked", "请写明是哪一年。")
    bundles, other, county = _down(world, 0), _down(world, 2), trust.own(world / "county")
    close_database()
    open_terminal(village_settings(world / "village0", 0))
    _take_down(world, 0, bundles, county)
    receipt = receipts.unlock(codes[0]["county"], origin())
    found = answers.find(receipt)
    assert [one.told.step for one in found.opened] == ["received", "asked"]
    sealed_actions.add(receipt, ADDED, now=clock.now())
    close_database()
    open_terminal(village_settings(world / "village2", 2))
    _take_down(world, 2, other, county)
    assert answers.find(receipts.unlock(codes[2]["county"], origin())) is None
    close_database()
    mailing.carry(world, 0)
    open_terminal(county_settings(world / "county"))
    assert _desk(first, "county").letter.state == "supplied"
    _answered("county", first, second)
    assert _desk(first, "county").letter.state == "answered"


def test_another_terminal_gets_neither_body_nor_file(open_county):
    world = open_county
    first = mailing.servant("county", "孙敏")
    desk = _desk(first, "county")
    actions.say(desk, "received", "")
    mine, other = _inside(_down(world, 0)), _inside(_down(world, 2))
    assert desk.letter.lookup.encode() in mine and desk.letter.lookup.encode() not in other
    assert b"age-encryption.org/v1" in mine and b"age-encryption.org/v1" not in other
    assert first.name.encode() not in mine + other


def test_an_answer_sealed_elsewhere_is_sent_after_a_second_person_agrees(open_county, codes):
    first, second = mailing.servant("discipline", "纪敏"), mailing.servant("discipline", "纪强")
    desk = _desk(first, "discipline")
    terminal, receipt = desk.letter.terminal, receipts.unlock(codes[0]["discipline"], desk.letter.terminal)

    def sealed(step: str) -> bytes:
        told = Told(step=step, office="县纪委监委", text=ANSWER, day=clock.today())
        return seal_told(told, [receipt.recipient, KEYS["discipline"][1]])

    assert actions.bring(desk, "received", sealed("received"))
    assert LetterStep.get().due_on > clock.today()
    assert not actions.bring(_desk(first, "discipline"), "answered", sealed("answered"))
    waits = _desk(first, "discipline").letter.waits
    with pytest.raises(Refused, match="自己写的"):
        actions.approve(_desk(first, "discipline"), waits.id)
    actions.approve(_desk(second, "discipline"), waits.id)
    assert answers.find(receipt, terminal).newest.text == ANSWER


@pytest.mark.parametrize(
    ("step", "data", "says"),
    [
        pytest.param("answered", b"", "age 文件", id="nothing"),
        pytest.param("received", b"\x89PNG", "age 文件", id="a picture"),
        pytest.param("received", b"age-encryption.org/v1\n" + b"0" * actions.LARGEST, "age 文件", id="too large"),
        pytest.param("passed", b"age-encryption.org/v1\n", "请选这一份", id="no such step"),
        pytest.param("answered", b"age-encryption.org/v1\n", "请先受理", id="out of turn"),
    ],
)
def test_what_is_no_sealed_answer_is_refused(open_county, step, data, says):
    desk = _desk(mailing.servant("discipline", "纪敏"), "discipline")
    with pytest.raises(Refused, match=says):
        actions.bring(desk, step, data)
    assert LetterStep.select().count() == 0


def _holds(folder: Path, word: bytes) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and word in path.read_bytes()]


def test_words_code_passphrase_and_identity_are_left_nowhere(mail, mail_world, codes, tmp_path, caplog, capfd):
    """Through the pages, with the real passphrase; then every file, the log beside the database, a backup, what goes down."""
    first, second = mailing.servant("county", "孙敏"), mailing.servant("county", "钱进")
    mailing.keep_locked("county")
    token = mailing.come_in(mail, first)
    mail.get("/county/letters/")
    letter = _desk(first, "county").letter
    at = f"/county/letters/{letter.terminal}/{letter.letter}"
    mail.post("/county/office/unlock", {"token": token, "phrase": "错的口令银杏"}, 422)
    mail.post("/county/office/unlock", {"token": token, "phrase": PHRASE})
    assert CANARY in mail.post(f"{at}/open", {"token": token}, 200)
    mail.post(f"{at}/say", {"token": token, "step": "received", "text": ""})
    mail.post(f"{at}/say", {"token": token, "step": "answered", "text": ANSWER})
    mail.post(f"{at}/say", {"token": token, "step": "answered", "text": ADDED}, 422)
    token = mailing.come_in(mail, second)
    mail.post("/county/office/unlock", {"token": token, "phrase": PHRASE})
    assert ANSWER in mail.post(f"{at}/open", {"token": token}, 200)
    mail.post(f"{at}/approve", {"token": token, "seen": str(_desk(second, "county").letter.waits.id)})
    assert ANSWER in mail.post("/receipt", {"code": codes[0]["county"], "village": "540990101"}, 200)
    down = tmp_path / "down"
    down.mkdir()
    for number, one in enumerate(_down(mail_world, 0)):
        (down / f"{number}.zip").write_bytes(one + _inside([one]))
    copies.make(mail_world / "county", tmp_path / "backups", clock.now())
    code = codes[0]["county"]
    said = caplog.text + "".join(capfd.readouterr())
    identity = KEYS["county"][0]
    for word in (CANARY, "银杏", PHRASE, code, " ".join(code[at : at + 4] for at in range(0, 16, 4)), identity):
        for folder in (mail_world / "county", down, tmp_path / "backups"):
            assert _holds(folder, word.encode()) == []
        assert word not in said
    assert _holds(mail_world / "county", b"AGE-SECRET-KEY") == []
