"""A bundle that contradicts can be looked into: its bytes are fetched, and somebody says what became of it, once and for good."""

import pytest

from terminal.county.models import Looked, Settled, Source
from terminal.journal.append import length
from terminal.staff.rules import Role
from tests.county.calling import more_from
from tests.staff.people import sign_in

FILE = "up_t-x_e1_000001-000002.0123456789ab.zip"


@pytest.fixture
def bundle(world):
    return more_from(world / "village0", 0)[0]


@pytest.fixture
def lying(bundle, world, request):
    """A bundle in quarantine of the first village, and the county's pages."""
    visit = request.getfixturevalue("visit")
    terminal = Source.get(code="540990101").terminal
    folder = world / "county" / "quarantine" / terminal
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(bundle)
    (folder / FILE).with_suffix(".txt").write_text("x（fork）与这里已有的登记矛盾。", "utf-8")
    return visit


HERE = f"/county/aside/540990101/{FILE}"


def test_an_officer_fetches_it_and_that_is_written_down(lying, bundle):
    token = sign_in(lying, Role.OFFICER).token
    assert "还没有人查" in lying.get(HERE).text
    with lying.client.post(f"{HERE}/fetch", data={"token": token}) as answer:
        assert (answer.status_code, answer.data) == (200, bundle)
    assert [(row.what, row.about) for row in Looked.select()] == [("bundle.download", FILE.removesuffix(".zip"))]


def test_what_became_of_it_is_in_the_log_and_on_the_page_for_good(lying):
    token = sign_in(lying, Role.OFFICER).token
    page = lying.post(f"{HERE}/settle", {"token": token, "reason": ""}, expect=422)
    assert page.select(".errors") and Settled.select().count() == 0
    lying.post(f"{HERE}/settle", {"token": token, "reason": "旧硬盘 又被开过"}, expect=303)
    assert Settled.get().reason == "旧硬盘 又被开过"
    assert (
        "查明：旧硬盘 又被开过" in lying.get(HERE).text and "查明：旧硬盘 又被开过" in lying.get("/county/aside/").text
    )
    before = length()
    lying.post(f"{HERE}/settle", {"token": token, "reason": "再说一次"}, expect=422)
    assert (Settled.get().reason, length()) == ("旧硬盘 又被开过", before)


@pytest.mark.parametrize("file", ["x.zip", "..", FILE.replace(".zip", ".txt"), f"..%2F{FILE}"])
def test_only_what_lies_there_can_be_asked_for(lying, file):
    token = sign_in(lying, Role.OFFICER).token
    answer = lying.client.post(f"/county/aside/540990101/{file}/fetch", data={"token": token})
    assert answer.status_code == 404


def test_whoever_may_only_look_sees_it_and_no_button(lying):
    sign_in(lying, Role.AUDITOR)
    page = lying.get(HERE)
    assert "与这里已有的登记矛盾" in page.text and "下载这个包" not in page.text


def test_it_is_found_under_its_own_village_alone(lying):
    token = sign_in(lying, Role.OFFICER).token
    assert lying.client.get(HERE.replace("540990101", "540990102")).status_code == 404
    form = {"token": token, "reason": "别的村"}
    assert lying.client.post(f"{HERE.replace('540990101', '540990201')}/settle", data=form).status_code == 404
