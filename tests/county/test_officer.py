"""What county staff see: every village, or only those of their township."""

from terminal.staff.rules import Role
from tests.county.villages import VILLAGES
from tests.staff.people import sign_in


def test_an_officer_sees_every_village(visit):
    sign_in(visit, Role.OFFICER)
    page = visit.get("/county/")
    assert all(name in page.text for _, name, _ in VILLAGES)


def test_a_township_sees_its_own_villages_only(visit):
    sign_in(visit, Role.TOWNSHIP, office="柳河镇")
    page = visit.get("/county/")
    assert "石桥村" in page.text and "松岭村" not in page.text


def test_nobody_comes_in_without_signing_in(visit):
    assert visit.client.get("/county/").headers["Location"].startswith("/county/login?next=")
