"""What a terminal asks of the county over the line: proving who it is, how far it is, sending, and every way to do it wrong."""

import hashlib

import pytest

from terminal.bundle.read import read
from terminal.journal import blobs
from terminal.journal.keys import load_or_make
from terminal.journal.models import LogLine
from terminal.store.database import write
from terminal.sync import challenge, receipts, stored, trust
from tests.county.calling import Caller, more_from
from tests.world import state

NOTHING = "0" * 64


@pytest.fixture
def fresh(world) -> list[bytes]:
    """What the first village has said since the county took its log."""
    return more_from(world / "village0", 0, 2)


@pytest.fixture
def village(fresh, county, world) -> Caller:
    return Caller(county, world / "village0").begin()


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# ---- who asks ----
def test_the_time_is_told_to_anybody_and_signed(county, world, now):
    caller = Caller(county, world / "village0")
    told = caller.ask("GET", f"time?nonce={'ab' * 16}").json
    keys = {county.extensions["intake"].key.public_key().public_bytes_raw().hex()}
    assert challenge.read_time(challenge.Told(**told), "ab" * 16, keys) == now.at.replace(microsecond=0)


@pytest.mark.parametrize("nonce", ["", "AB" * 16, "ab" * 15, "ab" * 17, "zz" * 16, "一" * 32])
def test_the_time_is_not_told_without_a_proper_nonce(county, world, nonce):
    answer = Caller(county, world / "village0").ask("GET", "time", query_string={"nonce": nonce})
    assert (answer.status_code, answer.json["code"]) == (400, "bad-format")


def test_a_challenge_is_answered_once(county, world):
    caller = Caller(county, world / "village0")
    nonce = caller.challenge()
    first, second = caller.prove(nonce), caller.prove(nonce)
    assert (first.status_code, second.status_code) == (200, 401)
    assert first.json["seconds"] == 900


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"nonce": "0" * 80}, 401, "unknown-terminal"),
        ({"nonce": "一" * 80}, 401, "unknown-terminal"),
        ({"signature": "x"}, 401, "bad-sig"),
        ({"signature": "x" * 5000}, 401, "bad-sig"),
        ({"signature": ""}, 401, "bad-sig"),
        ({"origin": "t-aaaaaaaaaa"}, 404, "unknown-terminal"),
        ({"origin": ""}, 404, "unknown-terminal"),
    ],
)
def test_a_wrong_answer_opens_nothing(county, world, changes, status, code):
    caller = Caller(county, world / "village0")
    answer = caller.prove(caller.challenge(), **changes)
    assert (answer.status_code, answer.json["code"]) == (status, code)


def test_another_villages_key_opens_nothing(county, world):
    caller, other = Caller(county, world / "village0"), load_or_make(world / "village1" / "keys")
    nonce = caller.challenge()
    answer = caller.prove(nonce, signature=challenge.prove(nonce, other))
    assert (answer.status_code, answer.json["code"]) == (401, "bad-sig")


@pytest.mark.parametrize("token", ["", "x", "一", "x" * 300])
def test_nothing_is_told_without_a_session(county, world, token):
    caller = Caller(county, world / "village0")
    headers = {"Authorization": f"Bearer {token}".encode().decode("latin-1")}
    for method, path in (("GET", "heads"), ("POST", f"commit/{NOTHING}"), ("PATCH", f"up/{NOTHING}")):
        answer = caller.ask(method, path, headers=headers)
        assert (answer.status_code, answer.json["code"]) == (401, "unknown-terminal")
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_an_officers_cookie_is_no_session(visit):
    from terminal.staff.rules import Role
    from tests.staff.people import sign_in

    sign_in(visit, Role.OFFICER)
    assert visit.client.get("/sync/v1/heads").status_code == 401


# ---- how far it is, and what it sends ----
def test_heads_say_where_to_go_on(village, county):
    told = village.ask("GET", "heads").json
    last = stored.epochs(village.origin)[-1]
    assert (told["log"], told["epoch"], told["seq"], told["hash"]) == (f"up:{village.origin}", 1, last.last, last.hash)
    assert told["down"]["log"].startswith("down:t-") and told["down"]["seq"] >= 3
    said, _ = receipts.read(told["receipt"]["text"].encode(), told["receipt"]["signature"].encode())
    assert (said.log, said.seq) == (told["log"], told["seq"])


def test_a_bundle_comes_in_and_is_receipted(village, fresh):
    answer = village.send(fresh[0])
    assert (answer.status_code, answer.json["word"], answer.json["missing"]) == (200, "new", [])
    said, _ = receipts.read(answer.json["receipt"]["text"].encode(), answer.json["receipt"]["signature"].encode())
    assert said.seq == village.ask("GET", "heads").json["seq"]


def test_the_same_again_is_a_duplicate_and_changes_nothing(village, fresh):
    village.send(fresh[0])
    before = state()
    answer = village.send(fresh[0])
    assert (answer.status_code, answer.json["word"], state()) == (200, "duplicate", before)


def test_pieces_go_on_where_the_file_ends(village, fresh):
    name, half = sha(fresh[0]), len(fresh[0]) // 2
    assert village.put(name, fresh[0][:half]).headers["Upload-Offset"] == str(half)
    assert village.ask("HEAD", f"up/{name}").headers["Upload-Offset"] == str(half)
    wrong = village.put(name, fresh[0])
    assert (wrong.status_code, wrong.json["code"], wrong.json["need"]) == (409, "gap", half)
    assert village.put(name, fresh[0][half:], at=half).status_code == 204
    assert village.ask("POST", f"commit/{name}").json["word"] == "new"


def test_a_file_whose_answer_was_lost_need_not_be_sent_again(village, fresh, county):
    name, spool = sha(fresh[0]), county.extensions["intake"].spool
    village.send(fresh[0])
    assert (village.ask("HEAD", f"up/{name}").headers["Upload-Offset"], spool.size(village.origin, name)) == (
        str(len(fresh[0])),
        0,
    )
    assert village.ask("POST", f"commit/{name}").json["word"] == "duplicate"


def test_a_file_is_read_again_once_its_log_was_stopped_since(village, fresh):
    name, last = sha(fresh[0]), stored.epochs(village.origin)[-1]
    village.send(fresh[0])
    trust.stop(village.origin, trust.Stop("revoked", 1, last.last))
    assert village.ask("HEAD", f"up/{name}").headers["Upload-Offset"] == "0"
    assert village.ask("POST", f"commit/{name}").status_code == 404


def test_a_file_is_read_again_once_its_lines_are_gone(village, fresh):
    name, last = sha(fresh[0]), stored.epochs(village.origin)[-1]
    village.send(fresh[0])
    with write():
        LogLine.delete().where((LogLine.origin == village.origin) & (LogLine.seq > last.last)).execute()
    assert village.ask("HEAD", f"up/{name}").headers["Upload-Offset"] == "0"


def test_a_bundle_that_came_too_early_waits(fresh, world, request):
    (later,) = more_from(world / "village0", 0, 1)
    village = Caller(request.getfixturevalue("county"), world / "village0").begin()
    early = village.send(later)
    assert (early.status_code, early.json["code"]) == (409, "gap")
    assert early.json["need"] == village.ask("GET", "heads").json["seq"] + 1
    village.send(fresh[0])
    assert village.send(later).json["word"] == "duplicate"


@pytest.mark.parametrize("data", [b"not a bundle", b"PK\x03\x04" + b"\0" * 100, b"\xff" * 1000])
def test_what_is_no_bundle_is_refused_and_thrown_away(village, data):
    before = state()
    answer = village.send(data)
    assert (answer.status_code, answer.json["code"], state()) == (422, "bad-format", before)
    assert village.ask("HEAD", f"up/{sha(data)}").headers["Upload-Offset"] == "0"


def test_bytes_that_are_not_what_they_are_named_by_are_thrown_away(village, fresh):
    village.put(NOTHING, fresh[0])
    answer = village.ask("POST", f"commit/{NOTHING}")
    assert (answer.status_code, answer.json["code"]) == (404, "not-found")
    assert village.ask("HEAD", f"up/{NOTHING}").headers["Upload-Offset"] == "0"


def test_what_never_came_cannot_be_committed(village):
    assert village.ask("POST", f"commit/{NOTHING}").status_code == 404


def test_a_neighbours_bundle_is_not_taken_over_this_line(village, county, world):
    neighbour = Caller(county, world / "village1").begin()
    bundle = (world / "village0" / "outbox").iterdir()
    answer = neighbour.send(next(bundle).read_bytes())
    assert (answer.status_code, answer.json["code"]) == (422, "wrong-to")


# ---- garbage ----
@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b'{"origin":1}', b'{"origin":"x","nonce":{}}', b"\xff\xfe", b"[" * 60_000,
        b'{"a":' * 10_000, b'{"origin":"\\ud800"}', b'{"origin":' + b"9" * 5000 + b"}", b'{"origin":NaN}',
    ],
    ids=lambda one: str(one)[:24],
)  # fmt: skip
def test_garbage_for_a_session_gets_a_sentence(village, body):
    answer = village.ask("POST", "session", data=body, content_type="application/json")
    assert (answer.status_code, answer.json["code"]) in ((400, "bad-format"), (404, "unknown-terminal"))
    assert answer.json["says"]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_what_is_not_json_is_not_read(village, kind):
    answer = village.ask("POST", "session", data=b"{}", content_type=kind)
    assert (answer.status_code, answer.json["code"]) == (415, "bad-format")


@pytest.mark.parametrize(
    "headers",
    [{}, {"Upload-Offset": ""}, {"Upload-Offset": "-1"}, {"Upload-Offset": "1e3"}, {"Upload-Offset": "9" * 40},
     {"Upload-Offset": "0", "Upload-Length": "x"}, {"Upload-Offset": "\u0660".encode().decode("latin-1")}],
    ids=lambda one: str(one)[:24],
)  # fmt: skip
def test_a_piece_without_a_proper_offset_is_refused(village, headers):
    sent = {"headers": headers, "content_type": "application/offset+octet-stream", "data": b"x"}
    assert village.ask("PATCH", f"up/{NOTHING}", **sent).status_code == 400


def test_a_piece_longer_than_announced_is_refused(village):
    answer = village.put(NOTHING, b"four", Upload_Length=3)
    assert (answer.status_code, answer.json["code"]) == (413, "quota")


def test_a_bundle_larger_than_any_may_be_is_refused_before_it_is_sent(village):
    answer = village.put(NOTHING, b"four", Upload_Length=2**40)
    assert (answer.status_code, answer.json["code"]) == (413, "quota")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "nowhere", 404, "not-found"),
        ("GET", "up/xyz", 404, "not-found"),
        ("GET", f"up/{NOTHING}", 405, "unsupported"),
        ("DELETE", "heads", 405, "unsupported"),
    ],
)
def test_what_nobody_documented_is_said_in_json(village, method, path, status, code):
    answer = village.ask(method, path)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert status != 405 or answer.headers["Allow"]


# ---- what comes down ----
def test_what_the_county_says_comes_down_without_what_is_for_others(village, county):
    head = village.ask("GET", "heads").json["down"]
    answer = village.ask("GET", "down?from=0&epoch=1")
    found = read(answer.data, to=village.origin, key=county.extensions["intake"].key.public_key().public_bytes_raw())
    assert (answer.mimetype, found.envelope.kind, found.envelope.to) == ("application/zip", "down", village.origin)
    assert (found.envelope.head_seq, found.envelope.head_hash) == (head["seq"], head["hash"])
    assert set(found.bodies) == {""}  # who is enrolled is the county's own affair
    assert village.ask("GET", f"down?from={head['seq']}&epoch=1").status_code == 204


def test_a_log_goes_back_to_the_machine_that_writes_it(village, county):
    answer = village.ask("GET", "restore?from=0&epoch=1")
    found = read(answer.data, to=village.origin, key=county.extensions["intake"].key.public_key().public_bytes_raw())
    assert (found.envelope.kind, found.envelope.origin) == ("restore", village.origin)
    assert all(found.bodies)


@pytest.mark.parametrize(
    "query", ["from=-1", "from=x", "from=1.5", f"from={'9' * 30}", "epoch=", "from=%00", "epoch=一"]
)
@pytest.mark.parametrize("path", ["down", "restore"])
def test_a_line_that_is_no_number_is_refused(village, path, query):
    answer = village.ask("GET", f"{path}?{query}")
    assert (answer.status_code, answer.json["code"]) == (400, "bad-format")


def test_an_attachment_nobody_names_to_this_terminal_is_not_there(village):
    kept = blobs.put(b"somebody else's", "", "").sha256
    answer = village.ask("GET", f"blob/{kept}")
    assert (answer.status_code, answer.json["code"]) == (404, "not-found")
