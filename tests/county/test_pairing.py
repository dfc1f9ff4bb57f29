"""A terminal is enrolled by a code: once, in time, with five tries, and by nobody who does not know it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from terminal import clock
from terminal.county import pairing
from terminal.county.models import Pairing, Source
from terminal.county.pairing import Wanted
from terminal.errors import NotFound, Refused
from terminal.sync import enrolment, trust
from terminal.sync import pairing as papers
from terminal.sync.pairing import Grant, Paper
from tests.conftest import SUNDAY_MORNING
from tests.county.calling import Caller
from tests.county.villages import VILLAGES, village_settings
from tests.world import opened, state

NEW = Wanted("540990202", "竹园村", "青山镇")


@pytest.fixture
def box(tmp_path):
    """The data folder of a machine that has not been started yet."""
    folder = tmp_path / "box"
    folder.mkdir()
    return folder


def code(wanted: Wanted = NEW) -> str:
    return pairing.make(wanted, by="孙敏", now=clock.now()).code


def request(box, said: str) -> Paper:
    return enrolment.begin(box, said, "竹园村")[0]


def enrol(county, paper: Paper):
    return county.test_client().post("/sync/v1/enrol", json={"text": paper.text, "signature": paper.signature})


def later(**span: int) -> None:
    at = SUNDAY_MORNING.at + timedelta(**span)
    clock.use(lambda: clock.Now.of(at))


def test_a_terminal_is_enrolled_over_the_line(county, box, world):
    answer = enrol(county, request(box, code()))
    grant, _ = papers.read(Paper(**answer.json), Grant)
    assert (answer.status_code, grant.village, grant.restores, grant.epoch) == (200, "540990202", False, 1)
    caller = Caller(county, box)
    assert grant.log == caller.origin and caller.begin().ask("GET", "heads").json["seq"] == 0
    row = Source.get(terminal=caller.origin)
    assert (row.code, row.name, row.township, row.state) == ("540990202", "竹园村", "青山镇", "active")


def test_both_sides_know_each_other_afterwards(county, box):
    paper = Paper(**enrol(county, request(box, code())).json)
    key = county.extensions["intake"].key.public_key().public_bytes_raw().hex()
    with opened(replace(village_settings(box), data=box)):
        enrolment.take(box, paper, clock.now())
        found = enrolment.enrolled()
        assert (found.county, found.village, found.address) == (key, "540990202", "http://localhost")
        assert trust.county_keys() == {key}
        assert enrolment.waiting(box) is None


def test_a_lost_answer_is_given_again(county, box):
    paper = request(box, code())
    first = enrol(county, paper)
    before = state()
    assert enrol(county, paper).json == first.json
    assert state() == before


def test_a_code_is_good_for_one_terminal(county, box, tmp_path):
    said = code()
    assert enrol(county, request(box, said)).status_code == 200
    (tmp_path / "second").mkdir()
    before = state()
    answer = enrol(county, request(tmp_path / "second", said))
    assert (answer.status_code, answer.json["code"], state()) == (422, "bad-sig", before)


def test_five_wrong_tries_end_a_code(county, box):
    said = code()
    wrong = said[:4] + ("0" * 8 if said[4:] != "0" * 8 else "1" * 8)
    for _ in range(pairing.TRIES):
        assert enrol(county, request(box, wrong)).status_code == 422
    before = state()
    assert enrol(county, request(box, said)).status_code == 422
    assert state() == before


def test_four_wrong_tries_do_not(county, box):
    said = code()
    wrong = said[:4] + ("0" * 8 if said[4:] != "0" * 8 else "1" * 8)
    for _ in range(pairing.TRIES - 1):
        enrol(county, request(box, wrong))
    assert enrol(county, request(box, said)).status_code == 200


def test_an_address_that_guesses_on_is_told_to_wait(county, box):
    for _ in range(10):
        assert enrol(county, request(box, papers.new_code())).status_code == 422
    answer = enrol(county, request(box, code()))
    assert (answer.status_code, answer.json["code"]) == (429, "busy")
    assert 60 <= int(answer.headers["Retry-After"]) <= 900


@pytest.mark.parametrize(
    ("span", "status"), [({"days": 6}, 200), ({"days": 7, "seconds": 1}, 422), ({"days": 3650}, 422)]
)
def test_a_code_lasts_seven_days(county, box, span, status):
    paper = request(box, code())
    later(**span)
    assert enrol(county, paper).status_code == status


def test_a_code_that_was_taken_back_is_none(county, box):
    said = code()
    pairing.take_back(said[:4])
    assert enrol(county, request(box, said)).status_code == 422


def test_the_county_keeps_no_code(county, box):
    said = code()
    row = Pairing.get()
    assert said not in str(row.__data__) and said[4:] not in str(row.__data__)
    enrol(county, request(box, said))
    assert Pairing.get().secret == ""


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        (Wanted(VILLAGES[0][0], "石桥村"), "village"),
        (Wanted("", "竹园村"), "village"),
        (Wanted("54/../99", "竹园村"), "village"),
        (Wanted("五四〇", "竹园村"), "village"),
        (Wanted("540990202", " "), "name"),
        (Wanted("540990202", "竹" * 41), "name"),
    ],
)
def test_a_code_for_nothing_proper_is_not_made(county, wanted, where):
    with pytest.raises(Refused) as refused:
        code(wanted)
    assert (refused.value.problems[0].where, Pairing.select().count()) == (where, 0)


@pytest.mark.parametrize("body", [{}, {"text": "x"}, {"text": 1, "signature": 2}, {"text": "{}\n", "signature": ""}])
def test_garbage_enrols_nobody(county, body):
    before = state()
    answer = county.test_client().post("/sync/v1/enrol", json=body)
    assert answer.status_code in (400, 422) and answer.json["code"] == "bad-format"
    assert state() == before


# ---- what a terminal believes ----
def test_a_grant_is_for_the_request_it_answers(county, box):
    said = code()
    grant = Paper(**enrol(county, request(box, said)).json)
    request(box, said)  # asked once more: the old answer is for the old question
    with pytest.raises(Refused) as refused:
        enrolment.check(box, grant)
    assert "wrong-to" in str(refused.value)


def test_a_county_that_does_not_know_the_code_is_not_believed(county, box):
    paper = request(box, code())
    grant, _ = papers.read(Paper(**enrol(county, paper).json), Grant)
    forged = papers.write_grant(grant, b"guess", county.extensions["intake"].key)
    with pytest.raises(Refused) as refused:
        enrolment.check(box, forged)
    assert "bad-sig" in str(refused.value)


def test_a_card_pins_the_key_of_the_county(county, box):
    said = code()
    card = papers.card("http://localhost", said, b"another key of thirty-two bytes!")
    grant = Paper(**enrol(county, request(box, card)).json)
    with pytest.raises(Refused) as refused:
        enrolment.check(box, grant)
    assert "二维码" in str(refused.value)


def test_nobody_is_believed_who_was_not_asked(box):
    with pytest.raises(Refused):
        enrolment.check(box, Paper("{}\n", ""))


def test_there_is_no_page_for_a_code_that_is_not_there(county):
    with pytest.raises(NotFound):
        pairing.one("0000")
