"""The bag: its text files, its members, their order."""

import pytest

from terminal.bundle import bag
from terminal.bundle.container import Member

PAYLOAD = ["data/bodies.jsonl.gz", "data/log.jsonl.xz"]


def members(names, size=1, folder="up"):
    return [Member(f"{folder}/{name}", size, 0, 0, "") for name in names]


def reasons(names, size=1):
    return [one.reason for one in bag.layout(members(names, size))]


def test_the_usual_bag_is_right():
    assert reasons([*bag.TAGS, "data/blobs/sha256/" + "0" * 64, *PAYLOAD, "data/note.txt"]) == []


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([], id="nothing"),
        pytest.param([*bag.TAGS], id="no payload"),
        pytest.param([*PAYLOAD], id="payload alone"),
        pytest.param([*bag.TAGS, *PAYLOAD[::-1]], id="payload in another order"),
        pytest.param([*bag.TAGS, PAYLOAD[0], PAYLOAD[0]], id="twice"),
        pytest.param([*bag.TAGS[::-1], *PAYLOAD], id="tags in another order"),
        *(pytest.param([*bag.TAGS, *PAYLOAD, name], id=f"{name} again at the end") for name in bag.TAGS),
        pytest.param([*bag.TAGS, "bagit.txt", *PAYLOAD], id="a tag before the payload"),
        pytest.param([*bag.TAGS, *PAYLOAD, "data/x/y"], id="a folder"),
        pytest.param([*bag.TAGS, "data/blobs/sha256/" + "0" * 63], id="no hash"),
        pytest.param([*bag.TAGS, "data/blobs/sha256/" + "0" * 64 + ".p1"], id="no part"),
    ],
)
def test_another_layout_is_wrong(names):
    assert "layout" in reasons(names)


def test_every_member_has_its_limit():
    assert reasons([*bag.TAGS, *PAYLOAD], 18 * 1024 * 1024) == ["too-large"] * 8


def test_two_folders_are_wrong():
    found = bag.layout([*members(bag.TAGS), *members(PAYLOAD, folder="down")])
    assert [one.reason for one in found][:2] == ["layout", "layout"]


def test_fields_for_people_stay_on_their_lines():
    assert bag.bag_info({"B": "石桥\n村", "A": "1"}) == "A: 1\nB: 石桥 村\n".encode()


@pytest.mark.parametrize(
    "info",
    [
        b"",
        b"Payload-Oxum: 2.2",
        b"Payload-Oxum: 3.2\n",
        b"Payload-Oxum: 2.2\nPayload-Oxum: 2.2\n",
        b"Payload-Oxum: 2.2\nx\n",
        b"Payload-Oxum: 2.2\n\n",
        b"Payload-Oxum: 2.2\r\n",
    ],
)
def test_another_bag_info_is_wrong(info):
    assert [one.reason for one in bag.info_faults(info, members(PAYLOAD))] == ["bagit"]
    assert bag.info_faults(b"Payload-Oxum: 2.2\n", members(PAYLOAD)) == []
