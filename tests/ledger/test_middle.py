"""The village in the middle: of at least five, the lower of two, nothing of a village that has not published everything."""

import pytest
from msgspec.structs import replace

from terminal.ledger.middle import each_household, middle
from terminal.ledger.ruling import MediansSent, Middle
from terminal.text.days import Period
from terminal.village.queries import here
from tests.ledger.published import publish_months


def test_the_middle_is_what_some_village_had():
    found = middle([{("out", ""): fen, ("out", "公益支出"): fen} for fen in (5, 1, 9, 7)] + [{("out", ""): 3}])
    assert found == (Middle("out", "", 5), Middle("out", "公益支出", 5))
    assert middle([{("in", ""): 4}, {("in", ""): 8}]) == (Middle("in", "", 4),)
    assert middle([]) == ()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        pytest.param({"villages": 4}, "只有 4 个村公布全了", id="too few"),
        pytest.param({"said": ()}, "没有可以比的数", id="nothing"),
        pytest.param({"period": "去年"}, "期间写成", id="no period"),
        pytest.param({"issuer": " "}, "请写要求的单位", id="nobody"),
        pytest.param({"to": ""}, "还没选发给谁", id="to nobody"),
    ],
)
def test_what_may_not_be_said_is_refused_in_words(changes, says):
    usual = {"to": "*", "period": "2025", "villages": 5, "said": (Middle("in", "", 1),), "issuer": "农业农村局"}
    assert MediansSent(**usual).wrong() == []
    assert [says in str(one) for one in MediansSent(**(usual | changes)).wrong()] == [True]


def test_a_village_counts_only_with_every_month_public_and_its_households_counted(shiqiao):
    publish_months("2026-08", "2026-09")
    village = replace(here(), households=100)
    august, third = Period.read("2026-08"), Period.read("2026Q3")
    found = each_household(village, august)
    assert (
        found is not None
        and found["out", ""] == sum(fen for (side, _), fen in raw(august).items() if side == "out") // 100
    )
    assert each_household(village, third) is None  # July is not public
    assert each_household(replace(village, households=0), august) is None


def raw(period):
    """The sums themselves: what each of one household has."""
    found = each_household(replace(here(), households=1), period)
    return {key: fen for key, fen in found.items() if key[1]}
