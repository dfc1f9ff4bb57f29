"""What is carried away: tables and feeds that programs and spreadsheets read as they are meant."""

import csv
import io
import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from terminal.bundle.sshsig import key_id
from terminal.county.models import Source
from tests.county.mirror.full import FORMULA
from tests.county.villages import VILLAGES
from tests.feedback.office import PUBLIC

CODE = VILLAGES[0][0]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def fetched(visit):
    def body(path):
        page = visit.get(f"/v/{CODE}/{path}")
        page.response.close()
        return page.body

    return body


def table(body):
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_spreadsheet_takes_no_words_of_a_village_for_a_formula(fetched):
    rows = table(fetched("public.csv"))
    assert f"'{FORMULA}三务公开" in [row["标题"] for row in rows]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_every_publication_is_in_both_shapes_once(fetched):
    told = json.loads(fetched("public.json"))
    rows = table(fetched("public.csv"))
    assert [row["索引号"] for row in rows] == [row["index_no"] for row in told["rows"]]
    assert len({row["index_no"] for row in told["rows"]}) == len(rows) == 7
    assert set(told["columns"]) == set(told["rows"][0])


def test_full_texts_and_attachments_are_in_the_json(fetched):
    told = {row["title"]: row for row in json.loads(fetched("public.json"))["rows"]}
    thing = told[f"{FORMULA}三务公开"]
    assert (thing["text"], thing["version"]) == ("各户都看，下月十日前说。", 2)
    assert [one["name"] for one in thing["attachments"]] == ["照片.png", "名单.pdf"]
    for one in thing["attachments"]:
        assert fetched(one["path"][1:])
    assert PUBLIC in told["村口的路灯什么时候修？"]["text"]
    assert (told["撤下的答复"]["state"], told["撤下的答复"]["text"]) == ("已撤下", "")


def test_the_json_says_whose_it_is_and_how_far_it_goes(fetched):
    told, source = json.loads(fetched("public.json")), Source.get(Source.code == CODE)
    assert (told["unit"], told["code"], told["log"]) == ("石桥村", CODE, source.terminal)
    assert told["key"] == key_id(bytes.fromhex(source.public))
    assert told["seq"] > 20 and re.fullmatch("[0-9a-f]{64}", told["hash"])


def test_amounts_stand_in_yuan_and_in_fen_and_add_up_to_what_the_page_says(fetched, visit):
    rows = [row for row in table(fetched("ledger/2026.csv")) if row["月份"] == "2026-10"]
    assert all(re.fullmatch(r"-?\d+\.\d\d", row["金额（元）"]) for row in rows)
    assert all(int(row["金额（分）"]) == round(float(row["金额（元）"]) * 100) for row in rows)
    spent = sum(int(row["金额（分）"]) for row in rows if row["收支"] == "支出")
    assert f"{spent / 100:,.2f}" in visit.get(f"/v/{CODE}/ledger/2026/10").text
    told = json.loads(fetched("ledger/2026.json"))["rows"]
    assert [row["fen"] for row in told if row["period"] == "2026-10"] == [int(row["金额（分）"]) for row in rows]


def test_of_a_month_put_right_only_the_newest_version_is_carried_away(fetched):
    rows = [row for row in table(fetched("ledger/2026.csv")) if row["月份"] == "2026-09"]
    assert {row["第几次公布"] for row in rows} == {"2"}
    assert fetched(rows[0]["页面"][1:])


def test_a_year_without_accounts_is_an_empty_table(fetched):
    assert table(fetched("ledger/2019.csv")) == []
    assert json.loads(fetched("ledger/2019.json"))["rows"] == []


@pytest.mark.parametrize("path", ["ledger/26.csv", "ledger/2019.xlsx", "public.xml", "ledger/2026-10.csv"])
def test_what_nobody_offers_is_not_found(visit, path):
    visit.get(f"/v/{CODE}/{path}", expect=404)


def test_a_feed_names_each_publication_for_ever_and_when_it_was_written(fetched):
    root = ElementTree.fromstring(fetched("feed.atom"))
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 6
    for one in (root, *entries):
        assert one.findtext(f"{ATOM}id").startswith("urn:uuid:")
        assert datetime.fromisoformat(one.findtext(f"{ATOM}updated")).tzinfo
        assert one.findtext(f"{ATOM}title")
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 6
    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links["self"].endswith(f"/v/{CODE}/feed.atom") and links["alternate"].endswith(f"/v/{CODE}/")


def test_every_address_of_feed_and_map_is_answered(county, visit, fetched):
    address = county.extensions["mirror"].config["ADDRESS"]
    feed = [one.get("href") for one in ElementTree.fromstring(fetched("feed.atom")).iter(f"{ATOM}link")]
    places = [one.text for one in ElementTree.fromstring(fetched("sitemap.xml")).iter() if one.tag.endswith("loc")]
    assert len(places) > 8
    for one in {*feed, *places}:
        assert one.startswith(f"{address}/v/{CODE}/")
        visit.get(one.removeprefix(address)).response.close()


def test_downloads_explain_every_column_of_every_table(visit, fetched):
    page = visit.get(f"/v/{CODE}/downloads")
    for path in ("public.csv", "ledger/2026.csv"):
        for name in table(fetched(path))[0]:
            assert name in page
    assert "2026年每一笔收支" in page
    assert "Whole number, 1 yuan is 100 fen" in visit_in_english(visit, "downloads").text


def visit_in_english(visit, path):
    visit.client.set_cookie("look", "day.normal.en")
    return visit.get(f"/v/{CODE}/{path}")


def test_a_file_is_kept_and_not_sent_twice(visit):
    first = visit.client.get(f"/v/{CODE}/public.json")
    again = visit.client.get(f"/v/{CODE}/public.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert first.headers["Content-Disposition"] == 'attachment; filename="public.json"'
