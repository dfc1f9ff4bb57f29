"""The demonstration's texts are whole: front matter, corrections, tables, masks, and what is meant to be missing."""

import csv
import re
import tomllib
from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest

from terminal.catalogue import queries, rules
from terminal.text.blocks import plain_text, read_blocks
from terminal.text.days import Period
from terminal.text.money import read_amount
from tests.seed.demo_files import entries, folder, orphans, read_entry, secrets, split, tables, wrong_totals

TODAY = date(2026, 11, 22)
KINDS = ["village", "township"]
OVERDUE = {
    "village": {("V-F07", "2026Q3"), ("V-L07", "2026Q3")},
    "township": {("T-A03", "2026Q3"), ("T-V04", "2026Q3"), ("T-X02", "2026-10")},
}
LATE = {"village": {("V-A18", "2026H1"): 20, ("V-B04", "2026Q1"): 7}, "township": {}}
FROM_LEDGERS = {"V-F02", "V-F03", "V-F04"}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


def test_the_front_matter_is_complete_and_its_days_are_in_order(kind):
    unit = tomllib.loads((folder(kind) / "unit.toml").read_text(encoding="utf-8"))
    publishers = {one["key"] for one in unit["publishers"]}
    for entry in entries(kind):
        assert entry.do in {"publish", "revise", "withdraw"}, entry.slug
        assert entry.publisher in publishers, entry.slug
        assert date(2024, 1, 1) <= entry.created_on <= entry.published_on <= TODAY, entry.slug
        assert entry.published_on - entry.created_on < timedelta(days=10), entry.slug
        assert 8 <= len(entry.summary) <= 100, entry.slug
        assert entry.title and entry.responsible and entry.signers, entry.slug
        assert bool(entry.of) == bool(entry.reason) == (entry.do != "publish"), entry.slug


def test_the_unit_has_eighteen_character_codes_and_a_helper(kind):
    unit = tomllib.loads((folder(kind) / "unit.toml").read_text(encoding="utf-8"))
    codes = [one["code"] for one in unit["publishers"]]
    assert unit["kind"] == kind
    assert all(re.fullmatch("[0-9A-Z]{18}", code) for code in [unit["code"], *codes])
    assert len(set(codes)) == len(codes)
    assert unit["in_service_from"] == {"village": date(2026, 1, 1), "township": date(2026, 7, 1)}[kind]
    assert unit["contact"] and unit["help_person"]


def test_every_item_is_in_the_catalogue_and_none_is_without_a_text(kind):
    codes = {item.code for item in queries.catalogue(kind).items}
    used = {entry.item for entry in entries(kind)}
    assert used <= codes
    assert codes - used == (FROM_LEDGERS if kind == "village" else set())


def test_a_period_has_ended_before_it_is_reported_unless_it_is_a_plan(kind):
    for entry in entries(kind):
        if entry.period and entry.item not in {"T-F01", "T-V02", "T-P02"}:
            assert Period.read(entry.period).last < entry.published_on, entry.slug


def test_no_slug_and_no_text_stands_twice(kind):
    found = entries(kind)
    slugs, bodies = Counter(entry.slug for entry in found), Counter(entry.body for entry in found if entry.body)
    titles = Counter(entry.title for entry in found if entry.do == "publish")
    assert not [key for key, count in [*slugs.items(), *bodies.items(), *titles.items()] if count > 1]


def test_texts_are_long_enough_and_three_of_the_village_are_very_long():
    lengths = {entry.slug: len(re.sub(r"\s", "", entry.body)) for entry in entries("village") if entry.body}
    assert min(lengths.values()) >= 110
    assert sum(length >= 3000 for length in lengths.values()) >= 3


def test_every_correction_names_an_earlier_text_and_says_why(kind):
    found = entries(kind)
    assert not orphans(found)
    assert all(not entry.body for entry in found if entry.do == "withdraw")


def test_the_village_shows_corrections_a_withdrawal_and_one_text_published_three_times():
    found = entries("village")
    revised = Counter(entry.of for entry in found if entry.do == "revise")
    assert sum(revised.values()) >= 5
    assert max(revised.values()) == 2
    assert sum(entry.do == "withdraw" for entry in found) == 1


def test_every_total_is_the_sum_of_its_column(kind):
    assert not {entry.slug: wrong for entry in entries(kind) if (wrong := wrong_totals(entry.body))}


def test_every_row_of_a_table_has_as_many_cells_as_its_head(kind):
    for entry in entries(kind):
        for head, *rows in tables(entry.body):
            assert {len(row) for row in rows} == {len(head)}, entry.slug


def test_texts_use_nothing_but_paragraphs_headings_lists_and_tables(kind):
    for entry in entries(kind):
        assert not re.search(r"[<>`\[\]]|!\(|\*\*|^# |^[ \t]+\S", entry.body, re.MULTILINE), entry.slug


def test_no_star_of_a_masked_name_is_lost_on_the_way_to_the_screen(kind):
    for entry in entries(kind):
        assert plain_text(read_blocks(entry.body, "markdown")).count("*") == entry.body.count("*"), entry.slug


def test_nobody_is_found_by_a_number(kind):
    for path in sorted(folder(kind).rglob("*")):
        if path.suffix in {".md", ".toml", ".csv"}:
            assert not secrets(path.read_text(encoding="utf-8")), path.name


def test_names_in_tables_of_aid_are_masked():
    for entry in entries("village"):
        for head, *rows in tables(entry.body) if entry.item[2] in "BL" else ():
            columns = [column for column, name in enumerate(head) if name in {"姓名", "户主", "户", "申请人", "对象"}]
            cells = [row[column] for row in rows for column in columns if row[0] != "合计"]
            assert all("*" in cell for cell in cells if cell), entry.slug


def test_every_attachment_is_there_and_is_used(kind):
    files = folder(kind) / "files"
    named = {name for entry in entries(kind) for name in entry.attachments}
    there = {path.name for path in files.iterdir()} if files.is_dir() else set()
    assert named == there


def test_the_attached_list_adds_up_to_the_text():
    with (folder("village") / "files" / "farm-subsidy-2026.csv").open(encoding="utf-8", newline="") as file:
        _, *rows, total = csv.reader(file)
    text = next(entry for entry in entries("village") if entry.slug == "farm-subsidy-2026q2")
    assert sum(read_amount(row[4]) for row in rows) == read_amount(total[4])
    assert next(tables(text.body))[-1][3] == f"{read_amount(total[4]) / 100:,.2f}"
    assert all("*" in row[1] for row in rows)


def test_what_fell_due_is_published_but_for_what_is_meant_to_be_missing(kind):
    first = {}
    for entry in entries(kind):
        if entry.do == "publish":
            key = (entry.item, entry.period)
            first[key] = min(entry.published_on, first.get(key, TODAY))
    since = {"village": date(2026, 1, 1), "township": date(2026, 7, 1)}[kind]
    missing, late = set(), {}
    for slot in rules.all_slots(queries.catalogue(kind), since, TODAY, queries.calendar()):
        if slot.code in FROM_LEDGERS:
            continue
        key = (slot.code, slot.period)
        stands = rules.standing(slot, first.get(key), TODAY)
        missing |= {key} if stands.state == "missing" else set()
        late |= {key: stands.days} if stands.state == "late" else {}
    assert missing == OVERDUE[kind]
    assert late == LATE[kind]


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        pytest.param(
            "| 组 | 金额（元） |\n| --- | ---: |\n| 一组 | 1.00 |\n| 合计 | 1.10 |",
            ["金额（元）：1.10"],
            id="wrong total",
        ),
        pytest.param("| 组 | 工日 |\n| --- | --- |\n| 一组 | 4.5 |\n| 二组 | 8 |\n| 合计 | 12.5 |", [], id="half days"),
        pytest.param("| 组 | 结果 |\n| --- | --- |\n| 一组 | 好 |\n| 合计 | 好 |", [], id="words"),
        pytest.param("| 组 | 元 |\n| --- | --- |\n| 一组 | 1,000.00 |", [], id="no total"),
    ],
)
def test_a_wrong_total_is_found(body, wrong):
    assert wrong_totals(body) == wrong


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("证件" + "99012319" + "5001010019", ["身份证号", "卡号"], id="identity number"),
        pytest.param("电话" + "138" + "00001111", ["手机号"], id="mobile number"),
        pytest.param("卡" + "62220000" + "11112222", ["卡号"], id="bank card"),
        pytest.param("电话0990-5550123，186,420.57元", [], id="office number and money"),
    ],
)
def test_a_number_that_betrays_a_person_is_found(text, found):
    assert secrets(text) == found


def test_a_text_without_its_second_line_of_plusses_is_refused():
    with pytest.raises(ValueError, match="两行"):
        split('+++\ndo = "publish"\n\n正文')


def test_a_correction_of_what_was_withdrawn_is_found():
    publish = next(entry for entry in entries("village") if entry.slug == "pipe-quote")
    withdraw = next(entry for entry in entries("village") if entry.do == "withdraw")
    again = msgspec.structs.replace(withdraw, slug="again", published_on=TODAY)
    assert orphans([publish, withdraw, again]) == ["again"]
    assert orphans([withdraw]) == [withdraw.slug]


def test_an_unknown_word_in_the_front_matter_is_refused(tmp_path):
    source = next((folder("village") / "disclosures").glob("*.md"))
    spoiled = tmp_path / source.name
    spoiled.write_text(source.read_text(encoding="utf-8").replace("do =", 'colour = "红"\ndo =', 1), encoding="utf-8")
    with pytest.raises(msgspec.ValidationError, match="colour"):
        read_entry(spoiled)
