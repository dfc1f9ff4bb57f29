"""Replays, rollbacks, forks, wrong receivers, wrong and revoked keys over the line: each has its documented code, none is taken."""

import shutil
from collections.abc import Iterator

import pytest

from terminal import clock
from terminal.bundle.read import read
from terminal.bundle.write import Order, Signing, bundles
from terminal.county import actions
from terminal.journal.keys import load_or_make
from terminal.sync import challenge, stored
from terminal.sync.models import Head
from tests.county.calling import Caller, more_from
from tests.county.villages import village_settings
from tests.world import opened, state

Case = tuple[str, bytes, int, str]  # what it is, the bundle, the status, the code


@pytest.fixture
def line(world) -> list[bytes]:
    """Two bundles that follow each other, of the first village."""
    return more_from(world / "village0", 0) + more_from(world / "village0", 0)


def signed_by(world, place: int, key_of: int, **order: object) -> list[bytes]:
    """What a village's folder holds, signed with the key of another's."""
    with opened(village_settings(world / f"village{place}", place)):
        signing = Signing(load_or_make(world / f"village{key_of}" / "keys"), clock.now())
        return [b"".join(one.pieces()) for one in bundles(Order(**order), signing)]


def spoilt(bundle: bytes) -> Iterator[Case]:
    """One bit wrong at twenty-four places, cut off at ten."""
    for part in range(24):
        place = len(bundle) * part // 24 + 7
        changed = bytearray(bundle)
        changed[place] ^= 1 << part % 8
        yield f"bit at {place}", bytes(changed), 422, "bad"
    for part in range(1, 11):
        yield f"cut at {part}/11", bundle[: len(bundle) * part // 11], 422, "bad-format"


OTHERS = ("t-aaaaaaaaaa", "c-another", "t-bbbbbbbbbb", "540990", "someone:else", "village0", "county", "c-third",
          "t-cccccccccc", "province", "t-dddddddddd", "c-fourth", "t-eeeeeeeeee", "540991", "a", "t-ffffffffff", "b")  # fmt: skip


def sent_wrongly(world) -> list[Case]:
    """To somebody else, of another log, by another key."""
    found: list[Case] = []
    for to in OTHERS:
        found += [(f"to {to}", one, 422, "wrong-to") for one in more_from(world / "village0", 0, 0, since=1, to=to)]
    for place in (1, 2):
        found += [(f"log of {place}", one, 422, "wrong-to") for one in more_from(world / f"village{place}", place)]
        for kind in ("up", "restore", "down"):
            by = signed_by(world, 0, place, kind=kind)
            found += [(f"{kind} by key {place}", one, 422, "bad-sig") for one in by]
    own = signed_by(world, 0, 0, kind="restore")
    return found + [("restore by its own key", one, 422, "bad-sig") for one in own]


def bad_sessions(caller: Caller) -> int:
    """Challenges answered twice, late, by somebody else, or not at all; how many were tried."""
    nonce = caller.challenge()
    assert caller.prove(nonce).status_code == 200
    tried = [caller.prove(nonce), caller.prove("0" * 80), caller.prove(nonce[:-1] + "0")]
    tried += [caller.prove(caller.challenge(), signature=challenge.prove("other", caller.key))]
    tried += [caller.prove(caller.challenge(), origin="t-aaaaaaaaaa")]
    assert all(one.status_code in (401, 404) and one.json["code"] in ("unknown-terminal", "bad-sig") for one in tried)
    return len(tried)


def replayed(world, since: int, last: int) -> list[Case]:
    """Every part of what the county has already, cut anew and sent again."""
    return [
        (f"again {first + 1}-{until}", one, 200, "duplicate")
        for first in range(since, last)
        for until in range(first + 1, last + 1)
        for one in more_from(world / "village0", 0, 0, since=first, until=until)
    ]


def forked(world, clone: str, since: int) -> list[Case]:
    """What a disk that was copied, or set back, before the county's newest two lines says in their place."""
    found = more_from(world / clone, 0, 3)
    for first, until in ((since, since + 1), (since + 1, since + 3), (since + 2, since + 3)):
        found += more_from(world / clone, 0, 0, since=first, until=until)
    return [(f"{clone} {number}", one, 409, "fork") for number, one in enumerate(found)]


def revoked(world) -> tuple[bytes, list[Case]]:
    """A bundle of the second village that is taken, and what it says after it was stopped."""
    taken = more_from(world / "village1", 1)[0]
    last = read(taken).envelope.head_seq
    found = more_from(world / "village1", 1, 3)
    for first, until in ((last, last + 1), (last + 1, last + 3), (last + 2, last + 3), (last - 1, last + 2)):
        found += more_from(world / "village1", 1, 0, since=first, until=until)
    return taken, [(f"revoked {number}", one, 409, "revoked") for number, one in enumerate(found)]


def wrong_answers(caller: Caller, table: list[Case]) -> list[tuple[object, ...]]:
    """Which of these were answered otherwise than documented, or changed anything that pages are made from."""
    found: list[tuple[object, ...]] = []
    for what, bundle, status, code in table:
        before = held()
        answer = caller.send(bundle)
        said = answer.json.get("code") or answer.json["word"]
        if answer.status_code != status or not said.startswith(code) or held() != before:
            found.append((what, answer.status_code, answer.json))
    return found


def held() -> list[tuple[object, ...]]:
    """How far each village's log is held: what is refused moves none of them."""
    return sorted((one.origin, one.epoch, one.seq, one.hash) for one in Head.select())


def test_what_is_spoilt_has_its_code_and_changes_nothing(line, request, world):
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    before = state()
    assert wrong_answers(caller, list(spoilt(line[0]))) == []
    assert state() == before


def test_sixty_replays_rollbacks_forks_wrong_receivers_and_wrong_or_revoked_keys(world, request, now):
    for name in ("clone", "set-back", "third"):
        shutil.copytree(world / "village0", world / name)
    line = more_from(world / "village0", 0) + more_from(world / "village0", 0)
    last = read(line[-1]).envelope.head_seq
    taken, stopped = revoked(world)
    wrong, again = sent_wrongly(world), replayed(world, max(0, last - 6), last)
    forks = [one for name in ("clone", "set-back", "third") for one in forked(world, name, last - 2)]
    app = request.getfixturevalue("county")
    caller, thief = Caller(app, world / "village0").begin(), Caller(app, world / "village1").begin()
    sessions = bad_sessions(Caller(app, world / "village0"))
    assert [one.json["word"] for one in (*map(caller.send, line), thief.send(taken))] == ["new"] * 3
    actions.revoke(thief.origin, "机器被偷", by="孙敏", now=now)
    found = wrong_answers(caller, wrong + again + forks) + wrong_answers(thief, stopped)
    assert found == []
    assert len(wrong) + len(again) + len(forks) + len(stopped) + sessions >= 60


def test_an_old_bundle_again_takes_nothing_back(line, request, world):
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    for bundle in line:
        assert caller.send(bundle).json["word"] == "new"
    before = state()
    for bundle in (*line, *reversed(line)):
        assert caller.send(bundle).json["word"] == "duplicate"
    assert state() == before


def test_a_copied_disk_is_a_fork_and_stops_both(world, request):
    shutil.copytree(world / "village0", world / "clone")
    first, second = more_from(world / "village0", 0), more_from(world / "clone", 0, 2)
    later = more_from(world / "village0", 0)
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    assert caller.send(first[0]).json["word"] == "new"
    end = stored.epochs(caller.origin)[-1]
    for bundle in (second[0], second[0], later[0]):
        answer = caller.send(bundle)
        assert (answer.status_code, answer.json["code"]) == (409, "fork")
        assert stored.epochs(caller.origin)[-1] == end


def test_what_a_revoked_terminal_says_afterwards_is_not_taken(world, line, request, now):
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    caller.send(line[0])
    actions.revoke(caller.origin, "机器被偷", by="孙敏", now=now)
    end = stored.epochs(caller.origin)[-1]
    for bundle in (line[1], line[1]):
        answer = caller.send(bundle)
        assert (answer.status_code, answer.json["code"]) == (409, "revoked")
    assert caller.send(line[0]).json["word"] == "duplicate"
    assert stored.epochs(caller.origin)[-1] == end
