"""Who may open which address: every route has its row here, and every kind of person tries every one."""

from collections.abc import Iterator

import pytest
from flask import url_for
from werkzeug.routing import Rule

from terminal import clock
from terminal.staff import entrance
from terminal.staff.rules import DESK, Role
from terminal.web.gates import SAFE, Gate, needs, open_to_all
from terminal.web.sessions import COOKIE
from tests.staff.people import PASSWORD, make

CADRE, SUPERVISOR, APPROVER, ADMIN = AT_THE_DESK = tuple(role for role in Role if role in DESK)
EVERYBODY = frozenset({None, *DESK})
SIGNED_IN = DESK

# A whole door, or an endpoint that is not like the rest of its door: who may pass.
MATRIX: dict[str, frozenset[Role | None]] = {
    "villager_hall": EVERYBODY,
    "villager_register": EVERYBODY,
    "villager_disclosures": EVERYBODY,
    "villager_ledger": EVERYBODY,
    "villager_carrying": EVERYBODY,
    "villager_tables": EVERYBODY,
    "villager_benefits": EVERYBODY,
    "villager_budget": EVERYBODY,
    "villager_projects": EVERYBODY,
    "villager_understanding": EVERYBODY,
    "villager_proof": EVERYBODY,
    "villager_column": EVERYBODY,
    "villager_feedback": EVERYBODY,
    "villager_letters": EVERYBODY,
    "villager_directives": EVERYBODY,
    "villager_surveys": EVERYBODY,
    "cadre_drafts": frozenset({CADRE}),
    "cadre_drafts.file": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_drafts.small": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_published": frozenset({CADRE}),
    "cadre_published.removal": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_published.allow": frozenset({SUPERVISOR, APPROVER}),
    "cadre_published.refuse": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger": frozenset({CADRE}),
    "cadre_ledger_lines": frozenset({CADRE}),
    "cadre_ledger_columns": frozenset({CADRE}),
    "cadre_ledger_photos": frozenset({CADRE}),
    "cadre_ledger_photos.index": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger_photos.picture": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger.draft": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger.sign": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger.send_back": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger.file": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_ledger.paper": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_tables": frozenset({CADRE}),
    **{
        f"cadre_tables.{name}": frozenset({CADRE, SUPERVISOR, APPROVER})
        for name in ("draft", "sign", "send_back", "file", "paper")
    },
    "cadre_batch": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_batch.bring": frozenset({CADRE}),
    "cadre_batch.drop": frozenset({CADRE}),
    "cadre_batch.confirm": frozenset({SUPERVISOR, APPROVER}),
    "cadre_batch.send_back": frozenset({SUPERVISOR, APPROVER}),
    "cadre_feedback": frozenset({CADRE}),
    **{
        f"cadre_feedback.{name}": frozenset({CADRE, SUPERVISOR, APPROVER})
        for name in ("index", "one", "file", "approve", "back")
    },
    "cadre_directives": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_directives.answer": frozenset({CADRE}),
    "cadre_surveys": frozenset({CADRE, SUPERVISOR}),
    **{f"cadre_surveys.{name}": frozenset({CADRE}) for name in ("start", "make", "edit", "change", "drop")},
    "cadre_sync": frozenset({CADRE, ADMIN}),
    "collector_sync": EVERYBODY,  # machines: who proves no key gets 401, whoever is signed in
    **{f"cadre_sync.{name}": frozenset({ADMIN}) for name in ("enrol", "pair", "pair_by_stick", "give_up_pairing")},
    "cadre_projects": frozenset({CADRE}),
    **{
        f"cadre_projects.{name}": frozenset({CADRE, SUPERVISOR, APPROVER})
        for name in ("draft", "sign", "send_back", "photo")
    },
    "supervisor_drafts": frozenset({CADRE, SUPERVISOR, APPROVER}),
    "cadre_hall.home": SIGNED_IN,
    "cadre_proof.index": SIGNED_IN,
    "cadre_proof.one": SIGNED_IN,
    "cadre_proof.post": frozenset({CADRE, SUPERVISOR}),
    "cadre_proof.card": SIGNED_IN,
    "cadre_takehome": SIGNED_IN,
    "cadre_staff.login": EVERYBODY,
    "cadre_staff.enter": EVERYBODY,
    "cadre_staff.pin": EVERYBODY,
    "cadre_staff.enter_by_pin": EVERYBODY,
    "cadre_staff.logout": SIGNED_IN,
    "cadre_staff.me": SIGNED_IN,
    "cadre_staff.own_password": SIGNED_IN,
    "cadre_staff.own_pin": SIGNED_IN,
    "cadre_staff.people": frozenset({ADMIN}),
    "cadre_staff.add": frozenset({ADMIN}),
    "cadre_staff.make": frozenset({ADMIN}),
    "cadre_staff.person": frozenset({ADMIN}),
    "cadre_staff.roles": frozenset({ADMIN}),
    "cadre_staff.password": frozenset({ADMIN}),
    "cadre_staff.disable": frozenset({ADMIN}),
}
SAMPLES = {
    "index_no": "2026-99999",
    "case_no": "F2099-9999",
    "sha256": "0" * 64,
    "item_code": "V-Z99",
    "year": 2026,
    "month": 10,
    "line": "999999-1",
    "row": "a999999",
    "period": "2026",
    "any": "plan",
    "int": 999999,
    "string": "x",
    "path": "x",
}


def routes(app) -> list[Rule]:
    """Every rule but static files; signing out last, for it ends the session of whoever tries."""
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[-1] != "static"]
    return sorted(found, key=lambda rule: (rule.endpoint.endswith("logout"), rule.rule))


def sample_address(app, rule: Rule) -> str:
    """The route with something in each of its blanks that is nowhere to be found."""
    kinds = {converter: name for name, converter in app.url_map.converters.items()}
    values = {name: getattr(one, "max", None) or SAMPLES[kinds[type(one)]] for name, one in rule._converters.items()}
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def may_pass(endpoint: str) -> frozenset[Role | None]:
    """The row of a route. Raises KeyError for a new route without one."""
    door = endpoint.split(".")[0]
    return MATRIX[endpoint] if endpoint in MATRIX else MATRIX[door]


def without_row(app) -> set[str]:
    """Routes nobody has thought about."""
    return {rule.endpoint for rule in routes(app) if not {rule.endpoint, rule.endpoint.split(".")[0]} & set(MATRIX)}


def methods(rule: Rule) -> Iterator[str]:
    yield from sorted(rule.methods - {"HEAD", "OPTIONS"})


def is_turned_away(answer) -> bool:
    """Sent to sign in, or told that this is not for them."""
    return answer.status_code == 403 or "/desk/login?next=" in answer.headers.get("Location", "")


def test_every_route_has_its_row_and_every_row_its_route(kiosk):
    assert without_row(kiosk) == set()
    known = {rule.endpoint for rule in routes(kiosk)} | {rule.endpoint.split(".")[0] for rule in routes(kiosk)}
    assert set(MATRIX) <= known


@pytest.mark.parametrize("role", [None, *AT_THE_DESK], ids=lambda role: role or "nobody")
def test_everybody_opens_what_is_theirs_and_nothing_else(kiosk, role):
    client, token = kiosk.test_client(), ""
    if role:
        person = make(role, pin="")
        cookie, signed = entrance.sign_in(person.name, PASSWORD, address="kiosk", now=clock.now())
        client.set_cookie(COOKIE, cookie)
        token = signed.token
    wrong = []
    for rule in routes(kiosk):
        for method in methods(rule):
            data = {"token": token} if role else None
            with client.open(sample_address(kiosk, rule), method=method, data=data) as answer:
                if is_turned_away(answer) is (role in may_pass(rule.endpoint)):
                    wrong.append(f"{method} {rule.rule} answers {role or 'nobody'} with {answer.status_code}")
    assert wrong == []


def test_no_form_passes_without_its_token(kiosk):
    client = kiosk.test_client()
    person = make(ADMIN, CADRE)
    client.set_cookie(COOKIE, entrance.sign_in(person.name, PASSWORD, address="kiosk", now=clock.now())[0])
    for rule in [rule for rule in routes(kiosk) if None not in may_pass(rule.endpoint)]:
        for method in set(methods(rule)) - set(SAFE):
            for data in ({}, {"token": ""}, {"token": "x" * 43}):
                answer = client.open(sample_address(kiosk, rule), method=method, data=data)
                assert answer.status_code == 403, f"{method} {rule.rule} with {data}"


def test_no_form_passes_from_another_site(kiosk):
    client = kiosk.test_client()
    for rule in routes(kiosk):
        for method in set(methods(rule)) - set(SAFE):
            for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
                answer = client.open(sample_address(kiosk, rule), method=method, headers=headers)
                assert answer.status_code == 403, f"{method} {rule.rule} with {headers}"


def test_what_changes_something_is_never_asked_for_by_get(kiosk):
    names = ("make", "roles", "password", "disable", "logout", "enter", "enter_by_pin")
    for rule in routes(kiosk):
        if rule.endpoint in {f"cadre_staff.{name}" for name in names}:
            assert set(methods(rule)) == {"POST"}


def test_a_route_without_a_gate_is_open_to_nobody(kiosk):
    thought_about = without_row(kiosk)
    kiosk.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert kiosk.test_client().get("/forgotten").status_code == 403
    assert without_row(kiosk) - thought_about == {"forgotten"}


def test_a_gate_says_who_may_pass():
    assert open_to_all(lambda: "").gate == Gate(is_open=True)
    assert needs(CADRE, ADMIN)(lambda: "").gate == Gate(roles=frozenset({"cadre", "admin"}))
    assert needs()(lambda: "").gate == Gate()
