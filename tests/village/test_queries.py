"""Who this is, in words for the header, and who may publish."""

from threading import Thread

import msgspec
import pytest

from terminal.clock import now
from terminal.errors import NotFound
from terminal.store.database import read, write
from terminal.village.actions import describe_from_settings
from terminal.village.queries import NOBODY, here, viewed, viewing, village
from tests.world import ran


def test_the_header_names_county_township_and_purpose(shiqiao):
    assert here().sub == "青溪县 柳河镇 · 村务公开"
    assert here().sub_en == "Open Village Affairs"


@pytest.mark.parametrize(
    ("kind", "words"),
    [("village", "村务公开"), ("community", "居务公开"), ("township", "政务公开"), ("street", "政务公开")],
)
def test_each_kind_of_unit_names_its_purpose(kind, words):
    assert msgspec.structs.replace(NOBODY, kind=kind).sub == words


def test_a_township_does_not_name_itself_twice():
    place = msgspec.structs.replace(NOBODY, kind="township", name="柳河镇", township="柳河镇", county="青溪县")
    assert place.sub == "青溪县 · 政务公开"


def test_a_publisher_is_found_by_its_key(shiqiao):
    assert here().publisher("committee").name == "石桥村村民委员会"


def test_an_unknown_publisher_is_refused_with_those_there_are(shiqiao):
    with pytest.raises(NotFound, match=r"“ghost”.*committee（石桥村村民委员会）"):
        here().publisher("ghost")
    with pytest.raises(NotFound, match="一个也没有"):
        NOBODY.publisher("committee")


def test_an_unknown_log_belongs_to_no_village(shiqiao):
    with pytest.raises(NotFound):
        village("t-unknown")


def test_a_new_name_is_known_at_once_also_within_its_own_transaction(shiqiao):
    assert here().name == "石桥村"
    renamed = msgspec.structs.replace(shiqiao.unit, name="双桥村")
    with write():
        describe_from_settings(renamed, by="a", now=now())
        assert here().name == "双桥村"
    assert here().name == "双桥村"


def test_what_another_process_commits_while_we_read_is_known_to_the_next_reader(shiqiao):
    renamed = msgspec.structs.replace(shiqiao.unit, name="双桥村")
    with read():
        assert village(here().origin).name == "石桥村"
        ran(RENAME, shiqiao.database, msgspec.json.encode(renamed).decode())
        assert here().name == "石桥村"
    with read():
        assert here().name == "双桥村"


def test_while_another_unit_is_viewed_questions_are_about_that_one_and_afterwards_about_this_one_again(shiqiao):
    own = here()
    with viewing("t-elsewhere"):
        assert (viewed(), here().origin, here().name) == ("t-elsewhere", "t-elsewhere", NOBODY.name)
        with viewing(own.origin):
            assert here() == own
        assert here().name == NOBODY.name
    assert (viewed(), here()) == (own.origin, own)


def test_after_a_page_that_failed_nobody_sees_another_unit(shiqiao):
    with pytest.raises(ZeroDivisionError), viewing("t-elsewhere"):
        _ = 1 / 0
    assert here().name == "石桥村"


def test_what_one_thread_views_no_other_thread_sees(shiqiao):
    seen = []
    with viewing("t-elsewhere"):
        other = Thread(target=lambda: seen.append(viewed()))
        other.start()
        other.join()
    assert seen == [here().origin]


RENAME = """
import sys, msgspec
from pathlib import Path
from terminal import clock, config, opening
unit = msgspec.json.decode(sys.argv[2], type=config.Unit)
opening.open_terminal(config.Settings(data=Path(sys.argv[1]).parent, unit=unit))
"""
