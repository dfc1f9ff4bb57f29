"""What a county answers to requests that come on a stick: the grant, and a whole log for who takes a dead machine's place."""

from collections.abc import Iterator

from terminal import clock
from terminal.bundle.write import Draft, Order, Signing, bundles
from terminal.config import Settings
from terminal.county.pairing import County, answer
from terminal.journal.keys import load_or_make
from terminal.sync import pairing, stored
from terminal.sync.introducing import Answer, Answers
from terminal.sync.pairing import Grant, Paper


def answers_for(settings: Settings) -> Answers:
    """What this county answers to requests that come on a stick: a grant, and a whole log for who replaces a machine."""
    key = load_or_make(settings.data / "keys")
    place = County(settings.county.name if settings.county else "", settings.server.address, key)

    def answer_one(paper: Paper) -> Answer:
        now = clock.now()
        granted = answer(paper, place, now)
        grant, _ = pairing.read(granted, Grant)
        drafts = _whole(grant, Signing(key, now)) if grant.restores else ()
        return Answer(granted, grant.log, tuple(drafts))

    return answer_one


def _whole(grant: Grant, signing: Signing) -> Iterator[Draft]:
    """Every line and attachment of a log, on its way back."""
    for one in stored.epochs(grant.log):
        yield from bundles(Order(kind="restore", origin=grant.log, epoch=one.number, to=grant.log, blobs=True), signing)
