"""The list of villages that anybody may open, and what machines that search the web are told."""

from xml.etree import ElementTree

import pytest

from terminal.county.models import Source
from terminal.store.database import write
from tests.county.villages import VILLAGES


def test_anybody_finds_every_village_by_township(visit):
    page = visit.get("/v/")
    assert page.h1 == "青溪县"
    assert [words.split()[0] for words in page.words("ul.rows li b")] == ["石桥村", "上湾村", "松岭村"]
    of_one = visit.get("/v/?township=青山镇")
    assert of_one.words("ul.rows li b") == ["松岭村"]


@pytest.mark.parametrize("asked", ["松岭", "青山镇松岭", "sl", "540990201"])
def test_a_village_is_found_by_name_township_letters_or_code(visit, asked):
    assert visit.get(f"/v/?q={asked}").words("ul.rows li b") == ["松岭村"]


def test_nothing_found_says_so_and_leads_back_to_all(visit):
    page = visit.get("/v/?q=月球")
    assert "没找到这个村" in page and "/v/" in page.links


def test_a_piece_of_the_list_comes_for_htmx(visit):
    assert "松岭村" in visit.get("/v/?q=sl", fragment=True).text


def test_a_village_no_longer_taken_is_marked(county, visit):
    with write():
        Source.update(state="revoked").where(Source.code == "540990201").execute()
    assert "不再更新" in visit.get("/v/?township=青山镇")


def test_an_address_without_its_last_stroke_leads_to_the_village(visit):
    assert visit.client.get("/v/540990101").headers["Location"].endswith("/v/540990101/")


def test_searching_machines_find_a_map_of_every_village(visit):
    assert "Sitemap: http" in visit.get("/robots.txt").body.decode()
    root = ElementTree.fromstring(visit.get("/sitemap.xml").body)
    maps = [place.text for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert [address.split("/v/")[1] for address in maps] == [f"{code}/sitemap.xml" for code, _, _ in VILLAGES]
