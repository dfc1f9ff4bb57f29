"""An attachment whose line has come but whose bytes have not: a sentence, no broken picture, and the picture once it is there."""

import pytest

from terminal.journal import blobs
from tests.world import make_disclosure

PICTURE = bytes.fromhex("89504e470d0a1a0a") + b"picture" * 100


@pytest.fixture
def page(visit):
    """Where the attachment is looked at; its reference."""
    picture = blobs.put(PICTURE, "修路.png", "image/png")
    header = make_disclosure(attachments=(picture,))
    assert header.seq
    return visit, f"/disclosures/2026-00001/files/{picture.sha256}", picture


def test_what_has_not_come_is_said_and_nothing_is_broken(page):
    visit, address, picture = page
    assert visit.get(f"{address}/look").select("img[src]")
    blobs.drop(picture.sha256)
    shown = visit.get(f"{address}/look")
    assert "这份附件还没有传到" in shown and not shown.select("figure img")
    visit.get(address, expect=404)
    blobs.put(PICTURE, "修路.png", "image/png")
    assert "这份附件还没有传到" not in visit.get(f"{address}/look")
