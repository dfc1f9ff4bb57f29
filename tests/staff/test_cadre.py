"""At the door of the desk: coming in by password and by PIN, one's own secrets, everybody's accounts."""

import pytest

from terminal.staff import queries
from terminal.staff.rules import Declared
from tests.staff.people import LAN, PASSWORD, PIN, make, sign_in
from tests.world import log_length

NEW = "新桥下面的水车转得快"


def enter(visit, expect=303, **typed):
    given = {"name": "李秀英", "password": PASSWORD} | typed
    return visit.post("/desk/login", given, expect=expect, environ_base=LAN)


def digits(pin=PIN):
    return {f"digit-{place}": digit for place, digit in enumerate(pin, 1)}


def values(page):
    """Everything a form would send again."""
    return [field.get("value") for field in page.select("input") if field.get("value")] + page.words("textarea")


def test_before_anybody_is_there_the_page_says_what_to_type_on_the_console(visit):
    assert "terminal user add" in visit.get("/desk/login", environ_base=LAN)
    make("admin")
    assert "terminal user add" not in visit.get("/desk/login", environ_base=LAN)


def test_there_is_no_account_to_begin_with(visit):
    for name in ("admin", "root", "terminal", "李秀英"):
        for password in ("", "admin", "password"):
            visit.post("/desk/login", {"name": name, "password": password}, expect=422)


def test_somebody_comes_in_and_lands_where_they_wanted_to_go(visit):
    make("admin")
    assert enter(visit, name="王建国", next="/desk/people/").headers["Location"] == "/desk/people/"
    assert visit.get("/desk/people/", environ_base=LAN).h1 == "人员"


@pytest.mark.parametrize(
    "address",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "/look?back=/", "", "/desk/\r\nSet-Cookie: x=1"],
)
def test_nobody_is_led_away_after_signing_in(visit, address):
    make("cadre")
    assert enter(visit, next=address).headers["Location"] in ("/desk/", "/")


def test_a_wrong_password_keeps_the_name_and_forgets_the_password(visit):
    make("cadre")
    page = enter(visit, expect=422, password="secret-typo", next="/desk/me")
    assert "李秀英" in values(page) and "/desk/me" in values(page)
    assert "secret-typo" not in page.html
    assert page.words(".errors li")
    assert page.headers["Cache-Control"] == "no-store"


def test_a_wrong_password_and_no_such_name_give_the_same_page(visit):
    make("cadre")
    known = enter(visit, expect=422, password="x")
    unknown = enter(visit, expect=422, password="x", name="周立波")
    assert known.html == unknown.html.replace("周立波", "李秀英")


@pytest.mark.parametrize(
    "typed",
    [{}, {"name": "李\x00秀英"}, {"name": "x" * 100_000}, {"password": "x" * 100_000}, {"name": ["李秀英", "周德明"]}],
    ids=["nothing", "control character", "endless name", "endless password", "two names"],
)
def test_strange_forms_are_refused_calmly(visit, typed):
    make("cadre")
    visit.post("/desk/login", {"password": "x"} | typed, expect=422)


def test_at_the_touchscreen_one_taps_a_name_and_six_digits(visit):
    person = make("cadre")
    assert visit.get("/desk/login").words(".names b") == ["李秀英"]
    page = visit.get(f"/desk/pin/{person.id}")
    assert len(page.select(".key input")) == 60
    visit.post(f"/desk/pin/{person.id}", digits())
    assert "李秀英" in visit.get("/desk/")


@pytest.mark.parametrize("pin", ["407194", "40719", "", "abcdef"])
def test_wrong_digits_are_refused_and_never_shown(visit, pin):
    person = make("cadre")
    page = visit.post(f"/desk/pin/{person.id}", digits(pin), expect=422)
    assert page.words(".errors li") and not page.select("input[checked]")


def test_names_and_pins_are_for_the_touchscreen_alone(visit):
    person = make("cadre")
    assert not visit.get("/desk/login", environ_base=LAN).select(".names")
    visit.get(f"/desk/pin/{person.id}", expect=404, environ_base=LAN)
    visit.post(f"/desk/pin/{person.id}", digits(), expect=404, environ_base=LAN)
    visit.get(f"/desk/pin/{person.id}", expect=404, headers={"X-Forwarded-For": "127.0.0.1"})


def test_who_has_no_pin_or_has_left_is_not_on_the_touchscreen(visit):
    person = make("cadre", pin="")
    visit.get(f"/desk/pin/{person.id}", expect=404)
    assert not visit.get("/desk/login").select(".names")


def test_signing_out_leaves_nothing_open(visit):
    signed = sign_in(visit, "cadre")
    visit.get("/desk/")
    answer = visit.post("/desk/logout", {"token": signed.token})
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    visit.get("/desk/", expect=303)


def test_pages_of_the_desk_are_never_kept_and_the_look_still_works(visit):
    sign_in(visit, "cadre")
    for path in ("/desk/", "/desk/me", "/desk/login"):
        assert visit.get(path).headers["Cache-Control"] == "no-store"
    visit.get("/look?theme=contrast&back=/desk/", expect=303)
    assert visit.get("/desk/").select("html[data-theme=contrast]")
    visit.client.delete_cookie("desk")
    visit.get("/desk/", expect=303)


def test_villager_pages_do_not_know_who_is_signed_in(visit):
    sign_in(visit, "cadre")
    assert "李秀英" not in visit.get("/") and "no-cache" in visit.get("/").headers["Cache-Control"]


def test_one_changes_the_own_password_and_signs_in_again(visit):
    signed = sign_in(visit, "cadre")
    changed = {"token": signed.token, "present": PASSWORD, "password": NEW, "again": NEW}
    assert visit.post("/desk/me/password", changed).headers["Location"] == "/desk/login"
    visit.get("/desk/", expect=303)
    enter(visit, expect=422)
    enter(visit, password=NEW)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"present": "not mine at all"}, ""),
        ({"again": NEW + "了"}, "again"),
        ({"password": "1234567890", "again": "1234567890"}, "password"),
        ({"password": "", "again": ""}, "password"),
    ],
    ids=["another's present password", "two different copies", "silly", "nothing"],
)
def test_a_password_is_not_changed_by_mistake_or_by_others(visit, typed, field):
    signed = sign_in(visit, "cadre")
    given = {"token": signed.token, "present": PASSWORD, "password": NEW, "again": NEW} | typed
    page = visit.post("/desk/me/password", given, expect=422)
    assert page.words(".errors li") and bool(page.select(f"#wrong-{field}" if field else ".wrong")) is bool(field)
    assert not {PASSWORD, NEW, "not mine at all"} & set(values(page))
    visit.get("/desk/")


def test_one_sets_the_own_pin(visit):
    signed = sign_in(visit, "cadre", pin="")
    visit.post("/desk/me/pin", {"token": signed.token, "present": PASSWORD, "pin": "958306", "again": "958306"})
    assert "数字密码设好了" in visit.get("/desk/me?done=pin")
    visit.post(f"/desk/pin/{signed.person.id}", digits("958306"))


def test_a_wrong_present_password_is_said_to_be_that(visit):
    signed = sign_in(visit, "cadre", pin="")
    sent = {"token": signed.token, "present": "x", "pin": "958306", "again": "958306"}
    assert "现在的密码不对" in visit.post("/desk/me/pin", sent, expect=422)


def test_ending_an_account_is_asked_for_once(visit):
    person = make("cadre")
    sign_in(visit, "admin")
    assert visit.get(f"/desk/people/{person.id}").select("details form[action$=disable]")


def test_by_pin_one_does_not_get_at_passwords_or_people(visit):
    sign_in(visit, "admin", by_pin=True)
    assert not [link for link in visit.get("/desk/").links if link == "/desk/me"]
    for path in ("/desk/me", "/desk/me/password", "/desk/people/", "/desk/people/add"):
        assert "密码" in visit.get(path, expect=403)


def test_an_administrator_adds_somebody_with_a_made_up_password(visit):
    signed = sign_in(visit, "admin")
    given = {"token": signed.token, "name": "陈小兰", "roles": ["cadre"], "office": "会计", "generate": "yes"}
    page = visit.post("/desk/people/add", given, expect=200)
    (password,) = page.words(".told code")
    assert page.headers["Cache-Control"] == "no-store"
    enter(visit, name="陈小兰", password=password)
    assert queries.by_name("陈小兰").office == "会计"


def test_a_refused_account_keeps_what_was_typed_but_no_secret(visit):
    signed = sign_in(visit, "admin")
    given = {"token": signed.token, "name": "陈小兰", "roles": ["supervisor"], "declared": "member", "office": "会计"}
    given |= {"password": "the-secret-one", "again": "the-secret-two", "pin": "407193"}
    before = log_length()
    page = visit.post("/desk/people/add", given, expect=422)
    assert {"陈小兰", "会计"} <= set(values(page))
    assert [one.get("value") for one in page.select("input[checked]")] == ["supervisor", "member"]
    assert not any(secret in page.html for secret in ("the-secret-one", "the-secret-two", "407193"))
    assert log_length() == before


def test_a_relative_says_whose(visit):
    signed = sign_in(visit, "admin")
    given = {"token": signed.token, "name": "陈小兰", "roles": ["cadre"], "declared": "relative", "generate": "yes"}
    assert visit.post("/desk/people/add", given, expect=422).select("#wrong-relatives")
    visit.post("/desk/people/add", given | {"relatives": "王建国"}, expect=200)
    assert queries.by_name("陈小兰").declared == Declared(relatives_of="王建国")


def test_an_administrator_changes_roles_resets_and_disables(visit):
    signed, person = sign_in(visit, "admin"), make("cadre")
    at = f"/desk/people/{person.id}"
    assert visit.get(at).select("input[value=cadre][checked]")
    visit.post(f"{at}/roles", {"token": signed.token, "roles": ["approver"], "office": "经管站"})
    assert queries.person(person.id).roles == {"approver"}
    visit.post(f"{at}/password", {"token": signed.token, "password": NEW, "again": NEW})
    enter(visit, password=NEW)
    sign_again = visit.post("/desk/login", {"name": "王建国", "password": PASSWORD})
    assert sign_again.status == 303


def test_somebody_who_has_left_stays_in_the_list_without_a_form(visit):
    signed, person = sign_in(visit, "admin"), make("cadre")
    visit.post(f"/desk/people/{person.id}/disable", {"token": signed.token})
    page = visit.get(f"/desk/people/{person.id}")
    assert "已经停用" in page and not page.select("main form")
    assert "已停用" in visit.get("/desk/people/")


@pytest.mark.parametrize("what", ["roles", "password", "disable"])
def test_the_last_administrator_and_empty_forms_are_refused_with_a_sentence(visit, what):
    signed = sign_in(visit, "admin")
    page = visit.post(f"/desk/people/{signed.person.id}/{what}", {"token": signed.token}, expect=422)
    assert page.words(".errors li")


@pytest.mark.parametrize("path", ["/desk/people/999", "/desk/people/0", "/desk/pin/999", "/desk/people/-1"])
def test_somebody_who_is_not_there_is_a_calm_page(visit, path):
    sign_in(visit, "admin")
    visit.get(path, expect=404)


@pytest.mark.parametrize("look", ["theme=contrast&type=largest&lang=en", "type=large"])
def test_every_page_of_the_desk_keeps_the_house_rules_in_every_look(visit, look):
    sign_in(visit, "admin", "cadre")
    visit.get(f"/look?{look}&back=/desk/", expect=303)
    seen = visit.crawl("/desk/", limit=20)
    assert {"/desk/", "/desk/people/", "/desk/people/add", "/desk/me"} <= set(seen) | {"/desk/people/add"}


def test_who_was_tried_too_often_is_said_among_the_people(visit):
    make("cadre")
    for number in range(5):
        enter(visit, name="李秀英", password=f"猜第{number}次的密码", expect=422)
    sign_in(visit, "admin")
    assert "从网上试错了 5 次" in visit.get("/desk/people/")
