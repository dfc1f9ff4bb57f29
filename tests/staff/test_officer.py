"""Accounts at the county: who sits where, what is refused, one's own password and second step."""

import pyotp
import pytest

from terminal import clock, county_app, events_register
from terminal.config import County, Screen, Settings
from terminal.journal import kinds
from terminal.staff import queries, second
from terminal.staff.rules import Role
from terminal.store.database import close_database
from tests.staff.people import PASSWORD, make, sign_in
from tests.visit import Visit


@pytest.fixture
def office(data):
    """The county of Qingxi without a village, and a visit to it."""
    before = (events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES, dict(kinds._known))
    place = County("青溪县", "Qingxi County", "540990", ("柳河镇", "青山镇"))
    app = county_app.create_county(Settings(data=data, county=place, screen=Screen(debug=True)))
    yield Visit(app)
    app.extensions["printer"].stop()
    close_database()
    events_register.EVENTS, events_register.TABLES, events_register.LOCAL_TABLES = before[:3]
    kinds._known = before[3]


@pytest.fixture
def admin(office):
    return sign_in(office, Role.ADMIN)


def said(admin, **more) -> dict[str, object]:
    usual = {"name": "马强", "roles": "township", "township": "青山镇", "password": PASSWORD, "again": PASSWORD}
    return {"token": admin.token, **usual, **more}


def test_an_officer_of_a_township_is_made_and_held_to_it(office, admin):
    office.post("/county/people/add", said(admin))
    person = queries.by_name("马强")
    assert (person.roles, person.office) == (frozenset({"township"}), "青山镇")
    assert "青山镇" in office.get("/county/people/").text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        pytest.param({"township": ""}, "请选是哪个乡镇", id="no township"),
        pytest.param({"township": "东岭镇"}, "请选是哪个乡镇", id="township of another county"),
        pytest.param({"roles": "cadre"}, "不是县平台上的身份", id="a role of a desk"),
        pytest.param({"roles": ["auditor", "officer"]}, "只看", id="auditor who works"),
        pytest.param({"roles": []}, "至少选一种", id="no role"),
        pytest.param({"again": "x"}, "两次写的不一样", id="two passwords"),
        pytest.param({"name": "\x00"}, "一行字", id="no name"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_a_sentence_and_nothing_is_made(office, admin, more, says):
    page = office.post("/county/people/add", said(admin, **more), expect=422)
    assert says in page.text and len(queries.people()) == 1


def test_a_made_up_password_is_shown_once(office, admin):
    page = office.post("/county/people/add", said(admin, generate="yes"), expect=200)
    assert "只显示这一次" in page.text


def test_roles_passwords_and_ends_are_changed_by_the_administrator_alone(office, admin):
    other = make(Role.OFFICER)
    address = f"/county/people/{other.id}"
    page = office.post(f"{address}/roles", {"token": admin.token, "roles": "township"}, expect=422)
    assert "请选是哪个乡镇" in page.text
    office.post(f"{address}/roles", {"token": admin.token, "roles": "auditor"})
    assert queries.person(other.id).roles == {"auditor"}
    office.post(f"{address}/password", {"token": admin.token, "password": "短", "again": "短"}, expect=422)
    office.post(f"{address}/disable", {"token": admin.token})
    assert queries.person(other.id).disabled_on
    assert "已经停用" in office.get(address).text
    me = queries.by_name(admin.name)
    assert "最后一个管理员" in office.post(f"/county/people/{me.id}/disable", {"token": admin.token}, expect=422).text


def test_a_person_changes_their_own_password_and_is_signed_out(office):
    signed = sign_in(office, Role.AUDITOR)
    new = "新的密码要自己记得住"
    typed = {"token": signed.token, "present": "错的", "password": new, "again": new}
    assert "现在的密码不对" in office.post("/county/me/password", typed, expect=422).text
    office.post("/county/me/password", typed | {"present": PASSWORD})
    office.post("/county/login", {"name": signed.name, "password": new})


def test_a_second_step_is_scanned_confirmed_and_asked_for(office, admin):
    assert "别人知道了密码也进不来" in office.get("/county/me/second").text
    office.post("/county/me/second/begin", {"token": admin.token, "present": "错的"}, expect=422)
    office.post("/county/me/second/begin", {"token": admin.token, "present": PASSWORD})
    page = office.get("/county/me/second")
    secret = second.secret_of(admin.person)
    assert page.select(".qr-code") and secret in page.text
    office.post("/county/me/second/confirm", {"token": admin.token, "code": "000000"}, expect=422)
    digits = pyotp.TOTP(secret).at(clock.now().at)
    office.post("/county/me/second/confirm", {"token": admin.token, "code": digits})
    assert "开通了" in office.get("/county/me?done=second").text
    assert "验证码" in office.post("/county/login", {"name": admin.name, "password": PASSWORD}, expect=422).text


def test_the_administrator_takes_a_lost_telephone_out(office, admin):
    other = make(Role.OFFICER)
    secret = second.begin(other)
    second.confirm(other, pyotp.TOTP(secret).at(clock.now().at), by="测试", now=clock.now())
    assert "取消两步登录" in office.get(f"/county/people/{other.id}").text
    office.post(f"/county/people/{other.id}/second", {"token": admin.token})
    assert not second.is_on(other.id)


def test_an_end_of_ones_own_second_step_asks_for_the_password(office, admin):
    secret = second.begin(admin.person)
    second.confirm(admin.person, pyotp.TOTP(secret).at(clock.now().at), by="测试", now=clock.now())
    office.post("/county/me/second/end", {"token": admin.token, "present": "错的"}, expect=422)
    office.post("/county/me/second/end", {"token": admin.token, "present": PASSWORD})
    assert not second.is_on(admin.person.id)
