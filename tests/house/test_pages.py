"""Every page one can reach keeps the house rules, in every look, even when the village has published nothing yet."""

import pytest

LOOKS = [
    pytest.param("/look?type=normal&theme=day&lang=zh&back=/", id="as it comes"),
    pytest.param("/look?type=largest&theme=contrast&lang=en&back=/", id="largest, contrast, English"),
]
FIRST_DOORS = ("/", "/attract", "/patterns")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("start", FIRST_DOORS)
def test_every_page_of_an_empty_village_keeps_the_house_rules(visit, look, start):
    visit.get(look, expect=303)
    assert visit.crawl(start, limit=60)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(
    "path", ["/nothing-here", "/disclosures/no-such-number", "/ledger/1066/13", "/%00", "/a" * 2000]
)
def test_an_address_of_nothing_is_answered_calmly(visit, look, path):
    visit.get(look, expect=303)
    assert visit.get(path, expect=404).h1


def test_a_page_is_not_written_to(visit):
    assert visit.post("/", expect=404).h1
