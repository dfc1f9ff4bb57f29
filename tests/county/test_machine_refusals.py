"""Replays, rollbacks, forks, wrong receivers, wrong and revoked keys over the line: each has its documented code, none is taken."""

import shutil
from collections.abc import Iterator

import pytest

from terminal import clock
from terminal.bundle.write import Order, Signing, bundles
from terminal.county import actions
from terminal.journal.keys import load_or_make
from terminal.sync import challenge, stored
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


def sent_wrongly(world) -> list[Case]:
    """To somebody else, of another log, by another key."""
    found: list[Case] = []
    for to in ("t-aaaaaaaaaa", "c-another", "t-bbbbbbbbbb", "540990", "someone:else", "village0"):
        found += [(f"to {to}", one, 422, "wrong-to") for one in more_from(world / "village0", 0, to=to)]
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


def test_sixty_ways_to_do_it_wrong_have_their_code_and_change_nothing(world, line, request):
    table = [*spoilt(line[0]), *sent_wrongly(world)]
    caller = Caller(request.getfixturevalue("county"), world / "village0").begin()
    before, wrong = state(), []
    for what, bundle, status, code in table:
        answer = caller.send(bundle)
        if answer.status_code != status or not answer.json["code"].startswith(code) or state() != before:
            wrong.append((what, answer.status_code, answer.json))
    assert wrong == []
    assert len(table) + bad_sessions(Caller(caller.client.application, world / "village0")) >= 50


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
