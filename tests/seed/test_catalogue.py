"""The shipped catalogues are whole: every item, every group, plain words, and a ground to stand on."""

import re
from collections import Counter
from datetime import date

import pytest

from terminal.catalogue import queries, rules

SIZES = {"village": 57, "community": 31, "township": 56, "street": 44}
SECTIONS = {
    "village": {"D": 7, "A": 18, "B": 12, "L": 7, "F": 13},
    "community": {"D": 5, "A": 12, "F": 5, "B": 5, "V": 4},
    "township": {"O": 5, "P": 4, "G": 3, "F": 7, "A": 9, "S": 11, "E": 5, "L": 4, "V": 5, "X": 3},
    "street": {"O": 6, "P": 3, "F": 4, "S": 10, "C": 6, "E": 4, "Q": 5, "V": 3, "X": 3},
}
KINDS = list(SIZES)
RHYTHMS = {
    "M": "F02 F03 F04",
    "Q": "D04 A02 A05 A08 A09 A14 A15 B01 B02 B03 B04 B05 B06 B08 B09 B10 B11 L02 L05 L07 F05 F07 F09 F11 F13",
    "H": "D06 A18",
    "Y": "D02 D05 A03 A04 A07 F01 F06 F08 F10",
    "L20": "D01 A01 A06 A17 B12",
}
OFFICIALESE = re.compile("履行|贯彻|落实|予以|相关|按照规定|根据|依法")


@pytest.fixture(params=KINDS)
def catalogue(request):
    return queries.catalogue(request.param)


@pytest.mark.parametrize("kind", KINDS)
def test_no_item_is_lost(kind):
    codes = [item.code for item in queries.catalogue(kind).items]
    expected = {f"{letter}{number:02}" for letter, size in SECTIONS[kind].items() for number in range(1, size + 1)}
    assert len(codes) == SIZES[kind]
    assert {code.split("-")[1] for code in codes} == expected


def test_every_group_has_items_and_short_words(catalogue):
    counts = Counter(item.group for item in catalogue.items)
    for group in catalogue.groups:
        assert counts[group.key] and catalogue.items_of(group.key)
        assert len(group.name) == 2 and len(group.gist) <= 10 and group.gist_en and group.name_en
        assert re.fullmatch("[a-z]+", group.key)


def test_every_item_is_said_in_one_plain_sentence(catalogue):
    for item in catalogue.items:
        assert item.plain.endswith("。") and item.plain.count("。") == 1, item.code
        assert len(item.plain) <= 40 and not OFFICIALESE.search(item.plain), item.code


def test_no_two_items_have_one_name_or_one_sentence(catalogue):
    assert len({item.name for item in catalogue.items}) == len({item.plain for item in catalogue.items})
    assert len({item.name for item in catalogue.items}) == len(catalogue.items)


def test_names_use_full_width_punctuation(catalogue):
    words = [text for item in catalogue.items for text in (item.name, item.plain, item.note)]
    assert not [text for text in words if re.search(r"[,;:()?!]", text)]


def test_every_law_has_version_and_the_laws_read_in_full_their_article(catalogue):
    for item in catalogue.items:
        for basis in item.basis:
            if basis.law.startswith("《"):
                assert basis.version, item.code
            if basis.mark == "V":
                assert basis.article.startswith("第"), item.code


def test_the_old_numbers_of_the_village_law_are_not_cited():
    laws = [basis for kind in KINDS for item in queries.catalogue(kind).items for basis in item.basis]
    assert {basis.version for basis in laws if basis.law == "《村民委员会组织法》"} == {"2025年修正"}


@pytest.mark.parametrize(("rhythm", "codes"), RHYTHMS.items())
def test_the_village_rhythm_is_the_table_of_the_law(rhythm, codes):
    items = queries.catalogue("village").items
    assert {item.code for item in items if rhythm in item.cadence} == {f"V-{code}" for code in codes.split()}


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("village", {"V-A13", "V-L03", "V-L04"}),
        ("community", {"C-A11"}),
        ("township", {"T-A05", "T-S10"}),
        ("street", {"J-S10", "J-C01"}),
    ],
)
def test_what_others_author_is_not_owed(kind, codes):
    assert {item.code for item in queries.catalogue(kind).items if not item.is_owed} == codes


def test_aid_to_people_in_need_is_masked_strongly(catalogue):
    named = re.compile("低保|特困|临时救助|残疾人补贴")
    lists = [item for item in catalogue.items if named.search(item.name) and "B" in item.form]
    assert lists and all(item.privacy == "PM-strong" for item in lists)


def test_a_display_covers_its_notice_period(catalogue):
    for item in catalogue.items:
        if item.pn and item.pn.unit == "d":
            assert item.display_days >= item.pn.n, item.code
        elif item.pn:
            first = date(2026, 2, 13)
            last = queries.calendar().add_workdays(first, item.pn.n).day
            assert rules.display_until(item, first) >= last, item.code


def test_a_street_has_no_work_report_of_a_government():
    assert not [item for item in queries.catalogue("street").items if "政府工作报告" in item.name]
