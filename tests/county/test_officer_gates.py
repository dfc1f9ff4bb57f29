"""Who may open which address at the county: every route has its row, six kinds of person try every one, three villages each."""

from collections.abc import Iterator

import pytest
from flask import url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from terminal import clock
from terminal.staff import entrance
from terminal.staff.rules import Role
from terminal.web.gates import SAFE
from terminal.web.sessions import COOKIE
from tests.county.villages import VILLAGES
from tests.staff.people import PASSWORD, make

OFFICER, AUDITOR, ADMIN = Role.OFFICER, Role.AUDITOR, Role.ADMIN
LIUHE, QINGSHAN = "township of Liuhe", "township of Qingshan"
# Who tries: roles, name, office.
PEOPLE = {
    OFFICER: (Role.OFFICER, "孙敏", "政务公开办"),
    LIUHE: (Role.TOWNSHIP, "何丽", "柳河镇"),
    QINGSHAN: (Role.TOWNSHIP, "马强", "青山镇"),
    AUDITOR: (Role.AUDITOR, "郑伟", "审计局"),
    ADMIN: (Role.ADMIN, "王建国", ""),
}
SEES = frozenset(PEOPLE)
ACTS = SEES - {AUDITOR}
OFFICES = frozenset({OFFICER, LIUHE, QINGSHAN})
EVERYBODY = SEES | {None}

# A whole door, or an endpoint that is not like the rest of its door: who may pass.
MATRIX: dict[str, frozenset[str | None]] = {
    "villager_county": EVERYBODY,
    "officer_county": SEES,
    "officer_county.login": EVERYBODY,
    "officer_county.enter": EVERYBODY,
    "officer_villages": SEES,
    "officer_gathering": frozenset({OFFICER, ADMIN}),
    "officer_received": SEES,
    "officer_vouchers": SEES,
    **{f"officer_received.{name}": frozenset({OFFICER, ADMIN}) for name in ("fetch", "settled")},
    "officer_orders": SEES,
    **{f"officer_orders.{name}": OFFICES for name in ("new", "prepare", "send", "drop")},
    "officer_record": frozenset({ADMIN, AUDITOR}),
    "officer_letters": OFFICES,
    "officer_letters.index": OFFICES | {AUDITOR},
    "officer_missing": OFFICES | {AUDITOR},
    "officer_offices": OFFICES,
    "officer_offices.people": frozenset({ADMIN}),
    "officer_offices.assign": frozenset({ADMIN}),
    "villager_receipt": EVERYBODY,
    "villager_villages": EVERYBODY,
    "officer_staff": frozenset({ADMIN}),
    "officer_staff.me": SEES,
    "officer_staff.own_password": SEES,
    **{f"officer_staff.{name}_second": SEES for name in ("own", "begin", "confirm", "end")},
    "officer_terminals": frozenset({OFFICER, ADMIN}),
}
# Doors whose pages are for everybody in the county: names of villages are no secret there.
PUBLIC_DOORS = frozenset({"villager_county", "villager_receipt", "villager_villages"})
MACHINES = "/sync/"
SAMPLES = {
    "index_no": "2026-99999",
    "case_no": "F2099-9999",
    "sha256": "0" * 64,
    "item_code": "V-Z99",
    "year": 2026,
    "month": 10,
    "line": "999999-1",
    "unit": "999999999",
    "int": 999999,
    "string": "x",
    "path": "x",
}


def routes(app) -> list[Rule]:
    """Every rule for people; signing out last, for it ends the session of whoever tries.

    Static files are for all; a door of machines lies below /sync/ (tests/county/test_machine.py tries those).
    """
    rules = app.url_map.iter_rules()
    found = [one for one in rules if one.endpoint.split(".")[-1] != "static" and not one.rule.startswith(MACHINES)]
    return sorted(found, key=lambda rule: (rule.endpoint.endswith("logout"), rule.rule))


def address(app, rule: Rule, village: str = SAMPLES["unit"]) -> str:
    """The route with something in each of its blanks that is nowhere to be found; `village` where one is asked for."""
    kinds = {converter: name for name, converter in app.url_map.converters.items()}
    values = {name: getattr(one, "max", None) or SAMPLES[kinds[type(one)]] for name, one in rule._converters.items()}
    values |= {name: village for name, one in rule._converters.items() if kinds[type(one)] == "unit"}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def asks_for_a_village(app, rule: Rule) -> bool:
    kinds = {converter: name for name, converter in app.url_map.converters.items()}
    return any(kinds[type(one)] == "unit" for one in rule._converters.values())


def door(rule: Rule) -> str:
    return rule.endpoint.split(".")[0]


def may_pass(endpoint: str) -> frozenset[str | None]:
    """The row of a route. Raises KeyError for a new route without one."""
    return MATRIX[endpoint] if endpoint in MATRIX else MATRIX[endpoint.split(".")[0]]


def methods(rule: Rule) -> Iterator[str]:
    yield from sorted(rule.methods - {"HEAD", "OPTIONS"})


def is_turned_away(answer) -> bool:
    """Sent to sign in, or told that this is not for them."""
    return answer.status_code == 403 or "/county/login?next=" in answer.headers.get("Location", "")


def come_in(app, who: str | None) -> tuple[FlaskClient, str]:
    """A browser with the session of one of PEOPLE, and the token for its forms."""
    client = app.test_client()
    if who is None:
        return client, ""
    role, name, office = PEOPLE[who]
    person = make(role, name=name, office=office, pin="")
    cookie, signed = entrance.sign_in(person.name, PASSWORD, address="kiosk", now=clock.now())
    client.set_cookie(COOKIE, cookie)
    return client, signed.token


def not_theirs(who: str | None) -> tuple[str, ...]:
    """Names of the villages somebody must not read of."""
    town = {LIUHE: "柳河镇", QINGSHAN: "青山镇"}.get(who or "")
    return tuple(name for _, name, township in VILLAGES if who is None or (town and township != town))


def test_every_route_has_its_row_and_every_row_its_route(county):
    known = {rule.endpoint for rule in routes(county)} | {door(rule) for rule in routes(county)}
    assert {rule.endpoint for rule in routes(county) if not {rule.endpoint, door(rule)} & set(MATRIX)} == set()
    assert set(MATRIX) <= known


@pytest.mark.parametrize("who", [None, *PEOPLE], ids=lambda who: who or "nobody")
def test_everybody_opens_what_is_theirs_and_nothing_else(county, who):
    client, token = come_in(county, who)
    wrong = []
    for rule in routes(county):
        for method in methods(rule):
            with client.open(address(county, rule), method=method, data={"token": token} if who else None) as answer:
                if is_turned_away(answer) is (who in may_pass(rule.endpoint)) or answer.status_code >= 500:
                    wrong.append(f"{method} {rule.rule} answers {who or 'nobody'} with {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize("who", [None, *PEOPLE], ids=lambda who: who or "nobody")
def test_nobody_reads_of_a_village_that_is_not_theirs(county, who):
    client, _ = come_in(county, who)
    leaked = []
    for rule in routes(county):
        if "GET" not in rule.methods or door(rule) in PUBLIC_DOORS:
            continue
        codes = [code for code, _, _ in VILLAGES] if asks_for_a_village(county, rule) else [SAMPLES["unit"]]
        for code in codes:
            with client.get(address(county, rule, code)) as answer:
                text = answer.get_data(as_text=True) if answer.mimetype != "application/pdf" else ""
                leaked += [f"{rule.rule} {code} shows {name}" for name in not_theirs(who) if name in text]
    assert leaked == []


@pytest.mark.parametrize("who", [LIUHE, QINGSHAN])
def test_a_village_of_another_township_is_as_if_it_were_not_there(county, who):
    client, token = come_in(county, who)
    wrong = []
    for rule in [
        rule for rule in routes(county) if asks_for_a_village(county, rule) and door(rule) not in PUBLIC_DOORS
    ]:
        for code, name, _ in VILLAGES:
            for method in methods(rule) if name in not_theirs(who) else ():
                with client.open(address(county, rule, code), method=method, data={"token": token}) as answer:
                    if answer.status_code not in (403, 404):
                        wrong.append(f"{method} {rule.rule} {code} answers {answer.status_code}")
    assert wrong == []


def test_no_form_passes_without_its_token(county):
    client, _ = come_in(county, ADMIN)
    for rule in [rule for rule in routes(county) if None not in may_pass(rule.endpoint)]:
        for method in set(methods(rule)) - set(SAFE):
            for data in ({}, {"token": ""}, {"token": "x" * 43}):
                answer = client.open(address(county, rule), method=method, data=data)
                assert answer.status_code == 403, f"{method} {rule.rule} with {data}"


def test_no_form_passes_from_another_site(county):
    client = county.test_client()
    for rule in routes(county):
        for method in set(methods(rule)) - set(SAFE):
            for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                answer = client.open(address(county, rule), method=method, headers=headers)
                assert answer.status_code == 403, f"{method} {rule.rule} with {headers}"


def test_who_looks_on_changes_nothing_even_where_a_gate_forgot_it(county):
    from terminal.web.gates import needs

    view = needs()(lambda: "done")
    county.add_url_rule("/county/forgotten", "forgotten", view, methods=["POST"])
    client, token = come_in(county, AUDITOR)
    answer = client.post("/county/forgotten", data={"token": token})
    assert answer.status_code == 403 and "只看" in answer.get_data(as_text=True)
