"""Keys are looked at before anything is sealed for them, and every change of keys stands in the log."""

from datetime import date

import msgspec
import pytest

from terminal import events_register
from terminal.config import Feedback, OfficeKeys
from terminal.errors import Refused, SettingsError
from terminal.feedback.sealed import offices, queries, sealing
from terminal.feedback.sealed.offices import enter, read_key_file, write_key_file
from terminal.journal import replay
from terminal.opening import open_terminal
from tests.feedback.offices import PUBLIC, SECRET, has_keys, office
from tests.world import SUNDAY, at, log_length

OTHER = sealing.new_identity()[1]


def known():
    return queries.known_offices()[1]


def test_a_key_file_says_what_was_written_into_it():
    whole = office(recipients=(PUBLIC, OTHER), name='县"纪检"\\室')
    assert read_key_file(write_key_file(whole).encode()) == (whole,)
    assert read_key_file(write_key_file(whole).encode("utf-8-sig")) == (whole,)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "读不懂", id="empty"),
        pytest.param(b"office = []\n", "一个收信单位", id="no office"),
        pytest.param(b"\xff\xfe", "读不懂", id="bytes"),
        pytest.param(write_key_file(office()).replace("discipline", "emperor").encode(), "读不懂", id="unknown office"),
        pytest.param(write_key_file(office(recipients=())).encode(), "一把公钥也没有", id="no key"),
        pytest.param(write_key_file(office(recipients=("",))).encode(), "公钥是空的", id="an empty key"),
        pytest.param(write_key_file(office(recipients=(PUBLIC[:-1],))).encode(), "抄错了字", id="half a key"),
        pytest.param(write_key_file(office(recipients=(PUBLIC,) * 9)).encode(), "最多 8 把", id="nine keys"),
        pytest.param(write_key_file(office(name=" ")).encode(), "要有名称", id="no name"),
        pytest.param(f"# {SECRET}\n".encode() + write_key_file(office()).encode(), "这是私钥", id="a private key"),
        pytest.param(SECRET.encode(), "这是私钥", id="the identity file"),
        pytest.param((write_key_file(office()) * 2).encode(), "写了两次", id="twice"),
    ],
)
def test_what_is_no_key_file_is_refused_with_a_sentence(data, says):
    with pytest.raises(Refused, match=says) as wrong:
        read_key_file(data)
    assert SECRET not in str(wrong.value) and str(wrong.value).endswith("。")


def test_every_problem_is_told_at_once():
    problems = offices.why_not([office(name="", recipients=("", "age1x")), office(recipients=())])
    assert len(problems) == 5


def test_a_fingerprint_is_the_same_however_the_key_is_written():
    assert offices.fingerprint(PUBLIC) == offices.fingerprint(f" {PUBLIC.upper()}\n")
    assert offices.fingerprint(PUBLIC) != offices.fingerprint(OTHER)
    assert len(offices.fingerprint(PUBLIC)) == 19


def test_keys_are_entered_once_and_changes_add_to_the_log(shiqiao):
    before = log_length()
    has_keys()
    assert enter([office()], by="王秀英", now=at(SUNDAY)) is None
    has_keys(office(addressee="county", name="青溪县"))
    has_keys(office(recipients=(OTHER,)))
    assert log_length() == before + 3
    assert [(one.addressee, one.recipients) for one in known()] == [("county", (PUBLIC,)), ("discipline", (OTHER,))]


def test_a_wrong_key_leaves_the_log_alone(shiqiao):
    before = log_length()
    with pytest.raises(Refused):
        enter([office(recipients=("age1x",))], by="王秀英", now=at(SUNDAY))
    assert log_length() == before


def test_the_tables_are_told_again_the_same(shiqiao):
    has_keys()
    has_keys(office(recipients=(OTHER,)))
    assert replay.differences(events_register.TABLES) == []


def with_keys(settings, *keys):
    named = OfficeKeys(addressee="discipline", name="县纪检", keys=keys)
    return msgspec.structs.replace(settings, feedback=Feedback(office=(named,)))


def test_what_the_settings_name_is_entered_at_the_start_and_only_once(settings):
    open_terminal(with_keys(settings, PUBLIC))
    before = log_length()
    assert [(one.name, one.recipients, one.valid_from) for one in known()] == [("县纪检", (PUBLIC,), SUNDAY)]
    open_terminal(with_keys(settings, f" {PUBLIC} "))
    assert log_length() == before
    open_terminal(with_keys(settings, OTHER))
    assert known()[0].recipients == (OTHER,)


def test_a_private_key_in_the_settings_stops_the_start(settings):
    with pytest.raises((Refused, SettingsError), match="这是私钥") as wrong:
        open_terminal(with_keys(settings, SECRET))
    assert SECRET not in str(wrong.value)


def test_without_keys_nobody_above_can_be_chosen_and_it_is_said_why(shiqiao):
    desks = queries.offices(SUNDAY)
    assert [desk.addressee for desk in desks if desk.is_offered] == ["village"]
    assert [desk.addressee for desk in desks] == ["village", "township", "county", "discipline"]
    assert all(desk.missing.endswith("。") for desk in desks[1:])


def test_with_keys_the_office_is_offered_under_its_name(shiqiao):
    has_keys()
    assert queries.office("discipline", SUNDAY).name == "青溪县纪委监委信访室"


def test_keys_of_tomorrow_are_not_used_today(shiqiao):
    has_keys(office(valid_from=date(2026, 12, 1)))
    (desk,) = [desk for desk in queries.offices(SUNDAY) if desk.addressee == "discipline"]
    assert "12月1日起" in desk.missing
    assert queries.office("discipline", date(2026, 12, 1)).is_offered


def test_a_township_is_not_offered_a_letter_to_itself(settings):
    unit = msgspec.structs.replace(settings.unit, kind="township")
    open_terminal(msgspec.structs.replace(settings, unit=unit))
    assert "township" not in [desk.addressee for desk in queries.offices(SUNDAY)]
