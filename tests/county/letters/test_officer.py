"""Sealed letters at their office: seen by nobody else, opened in memory, answered by two people, passed on."""

import re

import pytest

from terminal import clock
from terminal.county.letters import queries
from terminal.county.letters.models import LetterDraft, LetterStep
from terminal.county.offices.unlocked import unlocked
from terminal.feedback import receipts
from terminal.feedback.sealed import answers
from terminal.feedback.sealed.models import SealedAnswer
from terminal.journal import blobs
from terminal.staff.hashing import digest
from terminal.staff.rules import Role
from terminal.web.sessions import COOKIE
from tests.county import mailing
from tests.county.mailing import CANARY, KEYS, TEXTS
from tests.staff import people

HOME = "/county/letters/"
ANSWER = "渠道款六万元已于本月拨到村账。"


def _address(person, place: int = 0) -> str:
    found = queries.letters_for(person, clock.today())
    return f"{HOME}{found[place].terminal}/{found[place].letter}"


@pytest.fixture
def sun(mail):
    """Somebody of the county's office, signed in, with its keys unlocked; `.say` sends a form of the first letter."""
    person = mailing.servant("county", "孙敏")
    token = mailing.come_in(mail, person)
    mailing.unlock(mail, person, "county")
    return _Seat(mail, person, token)


class _Seat:
    def __init__(self, visit, person, token):
        self.visit, self.person, self.token = visit, person, token
        mail_home = visit.get(HOME)  # the letters are noted with the first page
        assert mail_home.h1
        self.at = _address(person)

    def open(self, expect: int = 200):
        return self.visit.post(f"{self.at}/open", {"token": self.token}, expect)

    def say(self, step: str, text: str = "", expect: int = 303, **more):
        return self.visit.post(f"{self.at}/say", {"token": self.token, "step": step, "text": text} | more, expect)

    def post(self, path: str, expect: int = 303, **fields):
        return self.visit.post(f"{self.at}/{path}", {"token": self.token} | fields, expect)


def _second(sun) -> _Seat:
    person = mailing.servant("county", "钱进")
    token = mailing.come_in(sun.visit, person)
    mailing.unlock(sun.visit, person, "county")
    seat = _Seat(sun.visit, person, token)
    seat.at = sun.at
    return seat


def test_an_office_sees_its_own_letters_only(mail):
    person = mailing.servant("county", "孙敏")
    mailing.come_in(mail, person)
    page = mail.get(HOME)
    assert len(page.select(".todo li")) == 2
    assert CANARY not in page.html and "钥匙锁着" in page


def test_a_township_sees_its_own_villages_only(mail):
    person = mailing.servant("township", "何丽", "柳河镇")
    mailing.come_in(mail, person)
    page = mail.get(HOME)
    assert "石桥村" in page and "松岭村" not in page


def test_somebody_without_an_office_sees_none(mail):
    people.sign_in(mail, Role.OFFICER)
    assert "还没有分到收信单位" in mail.get(HOME)


def test_an_auditor_sees_how_many_and_nothing_more(mail):
    people.sign_in(mail, Role.AUDITOR)
    page = mail.get(HOME)
    assert "2 封" in page and not page.select(".todo")
    assert "石桥村" not in page


def test_the_administrator_sees_no_letter(mail):
    people.sign_in(mail, Role.ADMIN)
    mail.get(HOME, 403)


def test_a_letter_stays_closed_until_the_keys_are_unlocked(mail):
    person = mailing.servant("county", "孙敏")
    token = mailing.come_in(mail, person)
    mail.get(HOME)
    at = _address(person)
    page = mail.get(at)
    assert "输口令" in page and CANARY not in page.html
    assert "输口令" in mail.post(f"{at}/open", {"token": token}, 422)


def test_an_opened_letter_shows_its_words_and_no_browser_keeps_them(sun):
    page = sun.open()
    assert TEXTS["county"] in page and "投诉" in page
    assert page.headers["Cache-Control"] == "no-store"
    assert CANARY not in sun.visit.get(sun.at).html


def test_taking_it_up_tells_the_writer_by_when(sun):
    assert "最晚" in sun.open()
    sun.say("received")
    step = LetterStep.get()
    assert (step.step, str(step.due_on)) == ("received", "2026-12-04")
    found = queries.letters_for(sun.person, clock.today())
    assert {one.state for one in found} == {"new", "received"}
    assert "受理过了" in sun.say("received", expect=422)


def test_an_answer_waits_for_another_person_of_the_office(sun):
    sun.say("received")
    sun.say("answered", ANSWER)
    assert SealedAnswer.select().count() == 1
    draft = LetterDraft.get(LetterDraft.state == "waiting")
    assert ANSWER not in draft.data
    assert "自己写的不能自己同意" in sun.post("approve", 422, seen=str(draft.id))
    second = _second(sun)
    assert ANSWER in second.open()
    second.post("approve", seen=str(draft.id))
    step = LetterStep.select().order_by(LetterStep.log_seq.desc()).get()
    assert (step.step, step.who, step.approved_by) == ("answered", "孙敏", "钱进")
    assert LetterDraft.get().data == ""
    page = second.open()
    assert ANSWER in page and not page.select("textarea")


def test_the_answer_opens_with_the_receipt_of_its_writer(sun, codes):
    sun.say("received")
    sun.say("answered", ANSWER)
    _second(sun).post("approve", seen=str(LetterDraft.get().id))
    terminal = sun.at.split("/")[3]
    found = [answers.find(receipts.unlock(codes[place]["county"], terminal), terminal) for place in (0, 2)]
    opened = next(one for one in found if one)
    assert [one.told.step for one in opened.opened] == ["received", "answered"]
    assert opened.newest.text == ANSWER and opened.newest.reply_to == (KEYS["county"][1],)


def test_what_waits_can_be_sent_back_with_a_reason_and_written_anew(sun):
    sun.say("received")
    sun.say("answered", ANSWER)
    second = _second(sun)
    seen = str(LetterDraft.get().id)
    assert "为什么退回" in second.post("back", 422, seen=seen)
    second.post("back", seen=seen, text="请写明拨款的日期。")
    assert "拨款的日期" in second.visit.get(sun.at)
    assert "刚才有人改过" in second.post("back", 422, seen=seen, text="再退一次")
    second.say("answered", "11月20日拨到。")
    assert LetterDraft.select().where(LetterDraft.state == "waiting").count() == 1


@pytest.mark.parametrize(
    ("step", "text", "says"),
    [
        pytest.param("answered", "可以了。", "请先受理", id="answer before taking up"),
        pytest.param("asked", "请补充。", "请先受理", id="ask before taking up"),
        pytest.param("passed", "归水利局。", "请选转给哪个单位", id="pass on to nobody"),
    ],
)
def test_out_of_turn_it_is_refused_with_a_sentence(sun, step, text, says):
    assert says in sun.say(step, text, 422)
    assert SealedAnswer.select().count() == 0


def test_what_was_typed_stays_when_it_is_refused(sun):
    sun.say("received")
    page = sun.say("answered", "长" * 2001, 422)
    assert "最多 2000 个字" in page and "长长长" in page


def test_a_second_question_needs_another_person(sun):
    sun.say("received")
    sun.say("asked", "请写明哪一年。")
    assert "还没补来" in sun.say("asked", "还有呢？", 422)


def test_a_letter_is_passed_on_sealed_anew_and_leaves_this_office(sun):
    sun.say("received")
    town = mailing.servant("township", "何丽", "柳河镇")
    sun.say("passed", "这是镇里管的事。", to="township 柳河镇")
    assert sun.visit.get(sun.at, 404)
    assert sun.open(404)
    assert "柳河镇" in sun.visit.get(f"{HOME}?show=passed").text
    assert len(queries.letters_for(town, clock.today())) == 2
    token = mailing.come_in(sun.visit, town)
    mailing.unlock(sun.visit, town, "township 柳河镇")
    page = sun.visit.post(f"{sun.at}/open", {"token": token}, 200)
    assert TEXTS["county"] in page and "这是镇里管的事" in page


def test_taking_it_away_sealed_gives_the_very_file(sun):
    page = sun.post("sealed", 200)
    assert page.body.startswith(b"age-encryption.org/v1")
    assert page.headers["Cache-Control"] == "no-store"
    name = page.headers["Content-Disposition"]
    assert re.search(r"county-2026-11-22-[0-9a-f]{12}\.age", name) and "石桥" not in name


def test_a_missing_and_a_damaged_file_say_so(sun):
    letter = queries.letters_for(sun.person, clock.today())[0]
    path = blobs.path(letter.sha256)
    path.write_bytes(path.read_bytes()[:-9])
    assert "打不开" in sun.open(422)
    blobs.drop(letter.sha256)
    assert "还没有送到县平台" in sun.open(422)
    assert "还没有送到县平台" in sun.post("sealed", 503)


def test_a_wrong_identity_says_so(sun):
    key = digest(sun.visit.client.get_cookie(COOKIE).value)
    unlocked.keep(key, "county", (KEYS["discipline"][0],))
    assert "打不开" in sun.open(422)


def test_a_number_nobody_has_is_nowhere(sun):
    for at in (f"{HOME}t-nobody/1", f"{sun.at}9", f"{sun.at}/files/0"):
        sun.visit.get(at, 404)


@pytest.mark.parametrize("key", ["county", "discipline", "township 柳河镇", "township 青山镇"])
def test_no_office_reaches_another_offices_letter_by_any_route(mail, key):
    addressee, _, township = key.partition(" ")
    owner = mailing.servant(addressee, "主人", township)
    mailing.come_in(mail, owner)
    mail.get(HOME)
    theirs = [f"{HOME}{one.terminal}/{one.letter}" for one in queries.letters_for(owner, clock.today())]
    assert theirs
    for number, other in enumerate(KEYS):
        if other == key:
            continue
        kind, _, town = other.partition(" ")
        person = mailing.servant(kind, f"别人{number}", town)
        token = mailing.come_in(mail, person)
        mailing.unlock(mail, person, other)
        for at in theirs:
            mail.get(at, 404)
            mail.get(f"{at}/files/0", 404)
            for path in ("open", "sealed", "say", "approve", "back", "bring"):
                assert CANARY not in mail.post(f"{at}/{path}", {"token": token, "step": "received"}, 404).html
    assert LetterStep.select().count() == 0
