"""What county staff see: every village, or only those of their township."""

import pytest

from terminal.commands.common import opened
from terminal.errors import SettingsError
from terminal.staff.rules import Role
from terminal.store.database import close_database
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


def test_a_command_of_the_county_refuses_a_villages_folder(world):
    file = world / "county_config.toml"
    file.write_text('[county]\nname = "青溪县"\ncode = "540990"\n', "utf-8")
    try:
        with pytest.raises(SettingsError, match="里是一台终端的数据"):
            opened(file, world / "village0")
    finally:
        close_database()
    try:
        assert opened(file, world / "county").county
    finally:
        close_database()
