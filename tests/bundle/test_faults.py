"""Every reason is in the document, with its code, and is a sentence that says what to do."""

import re

import pytest

from terminal.bundle.faults import REASONS, BundleRefused, Fault
from tests.house.sources import HOUSE

FORMAT = (HOUSE / "terminal" / "bundle" / "FORMAT.md").read_text("utf-8")


def documented() -> dict[str, str]:
    """Reason and code as §10 lists them."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", FORMAT.partition("## 10.")[2], re.M)
    return {reason: code for code, said in rows for reason in re.findall(r"`([a-z-]+)`", said)}


def test_the_document_lists_every_reason_with_its_code():
    assert documented() == {reason: code for reason, (code, _says) in REASONS.items()}


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_says_what_to_do(reason):
    says = Fault(reason, "envelope.json", "x").problem.says
    assert re.search(r"请[^。]+。（[a-z-]+/[a-z-]+：x）$", says)


def test_the_first_fault_gives_the_code():
    refused = BundleRefused([Fault("to"), Fault("chain")])
    assert (refused.code, len(refused.problems)) == ("wrong-to", 2)
