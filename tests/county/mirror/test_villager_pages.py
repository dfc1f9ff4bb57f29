"""The pages of every village at the county: below its own address, for reading only, and nothing that is not public."""

import json
import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import url_for

from terminal.clock import now as this_moment
from terminal.county import actions
from terminal.county.models import Source
from terminal.directives.events import Takedown
from terminal.journal import blobs
from terminal.journal.append import append
from terminal.register.models import Entry
from terminal.store.database import write
from terminal.web.addresses import for_everybody
from tests.county.mirror.full import CADRE_OF, CANARY, SECOND_OF
from tests.county.villages import VILLAGES
from tests.feedback.office import WORDS

ADDRESSES = ("href", "src", "action", "hx-get", "hx-post", "data-idle-to", "data-worker")
TAKEN_DOWN = "/feedback/F2026-0003"  # stays listed, its page is gone; the same in the hall
# One letter more, one digit more: the same page again and again.
ENDLESS = re.compile(r"[?&](?:q|mark)=.{2,}|/look\?")
PAPERS = 3  # so many of a village are typeset; what may stand in one is what stands on its page


def addresses(page, path):
    """Everything the page leads to or asks for."""
    for element in page:
        for name in ADDRESSES:
            if element.get(name) and not element.get(name).startswith(("#", "data:")):
                yield urljoin(path, element.get(name))


def crawled(visit, start):
    """Every answer below a village, by its address; and what led outside."""
    waiting, seen, outside, papers = [start], {}, set(), 0
    while waiting:
        path = waiting.pop()
        is_paper = urlsplit(path).path.endswith(".pdf")
        if path in seen or (is_paper and papers >= PAPERS):
            continue
        papers += is_paper
        page = visit.get(path, expect=404 if path.endswith(TAKEN_DOWN) else 200)
        page.response.close()
        seen[path] = page
        for address in addresses(page, path) if page.is_html else ():
            if not address.startswith(start):
                outside.add(address)
            elif not ENDLESS.search(address):
                waiting.append(address.partition("#")[0])
    return seen, outside


@pytest.mark.parametrize("place", range(3))
def test_every_link_of_a_village_stays_below_its_address_is_answered_and_shows_only_what_is_public(
    county, visit, place
):
    start = f"/v/{VILLAGES[place][0]}/"
    seen, outside = crawled(visit, start)
    assert {one for one in outside if not one.startswith("/static/")} == {"/v/"}
    paths = {urlsplit(one).path.removeprefix(start) for one in seen}
    assert {
        "",
        "about",
        "downloads",
        "feed.atom",
        "public.csv",
        "public.json",
        "ledger/2026.csv",
        "ledger/2026/10",
    } <= paths
    assert any(one.endswith(".pdf") for one in paths) and any("/files/" in one for one in paths)
    others = [name for code, name, _ in VILLAGES if not start.endswith(f"{code}/")]
    for foreign in (*others, CANARY, WORDS, f"{CADRE_OF}{place}", f"{SECOND_OF}{place}"):
        assert [path for path, page in seen.items() if foreign.encode() in page.body] == []


def test_every_page_says_whose_key_wrote_it_and_how_far_it_has_come(visit):
    source = Source.get(Source.code == VILLAGES[1][0])
    for path in ("", "disclosures/", "ledger/2026/10", "feedback/", "surveys/", "about", "downloads"):
        page = visit.get(f"/v/{source.code}/{path}")
        (imprint,) = page.words("section.imprint")
        assert "SHA256:" in imprint and "最新登记 第" in imprint
    assert source.terminal in visit.get(f"/v/{source.code}/about")


def test_reading_needs_no_cookie_and_gives_none(visit):
    answer = visit.client.get(f"/v/{VILLAGES[0][0]}/")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    again = visit.client.get(f"/v/{VILLAGES[0][0]}/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_two_villages_are_never_kept_under_one_address(visit):
    for _ in range(2):
        for code, name, _township in VILLAGES:
            assert name in visit.get(f"/v/{code}/").title


def test_a_look_stays_within_the_village(visit):
    path = f"/v/{VILLAGES[0][0]}/ledger/2026/10"
    (larger,) = [one for one in visit.get(path).links if "type=large" in one]
    answer = visit.client.get(larger)
    assert answer.headers["Location"] == path
    assert 'data-type="large"' in visit.client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/v/000000/", "/v/540990101x/disclosures/", "/v/00/feed.atom"])
def test_a_code_nobody_has_gets_a_calm_page_that_leads_to_all(visit, path):
    page = visit.get(path, expect=404)
    assert page.h1 == "没有这个村" and "/v/" in page.links
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["disclosures/2026-99999", "nowhere", "../county/", "feedback/new", "surveys/1/fill", "print", "sw.js"]
)
def test_what_is_not_there_or_makes_no_sense_far_away_is_not_found(visit, path):
    page = visit.get(f"/v/{VILLAGES[0][0]}/{path}", expect=404)
    assert "没有这一页" in page


def test_a_village_that_has_sent_nothing_yet_says_so(county, visit):
    with write():
        actions.enrol(b"1" * 32, "540990999", "新村", "柳河镇", by="测试", now=this_moment())
    assert "新村 还没有送来过数据" in visit.get("/v/540990999/", expect=404)


@pytest.mark.parametrize(("state", "says"), [("frozen", "两台机器"), ("revoked", "不再收"), ("replaced", "已经换下")])
def test_a_terminal_that_is_not_taken_any_more_says_so_on_every_page(county, visit, state, says):
    code = VILLAGES[2][0]
    visit.get(f"/v/{code}/")
    with write():
        Source.update(state=state).where(Source.code == code).execute()
    for path in ("", "disclosures/", "about"):
        assert says in visit.get(f"/v/{code}/{path}").words("p.read-only")[0]
    assert not visit.get(f"/v/{VILLAGES[0][0]}/").words("p.read-only")


def test_every_route_of_the_mirror_is_open_to_all_and_writes_nothing(county, visit):
    mirror = county.extensions["mirror"]
    for rule in mirror.url_map.iter_rules():
        if rule.endpoint != "static":
            assert mirror.view_functions[rule.endpoint].gate.is_open, rule
    for path in ("disclosures/2026-00001.pdf", "look", "feedback/", ""):
        for method in ("POST", "PUT", "DELETE"):
            assert visit.client.open(f"/v/{VILLAGES[0][0]}/{path}", method=method).status_code == 404


def test_an_officers_cookie_changes_no_page_of_a_village(visit):
    before = visit.get(f"/v/{VILLAGES[0][0]}/").body
    visit.client.set_cookie("desk", "x" * 43)
    assert visit.get(f"/v/{VILLAGES[0][0]}/").body == before


def test_one_sheet_at_a_time_is_set_for_readers_far_away(county, visit):
    press = county.extensions["mirror"].extensions["press"]
    assert press.acquire(blocking=False)
    page = visit.get(f"/v/{VILLAGES[0][0]}/ledger/2026/10.pdf", expect=503)
    assert "正在给别人排一份" in page and page.headers["Retry-After"]
    press.release()
    visit.get(f"/v/{VILLAGES[0][0]}/ledger/2026/10.pdf").response.close()
    assert press.acquire(blocking=False)
    press.release()


def test_codes_lead_to_the_address_they_stand_under(county):
    mirror = county.extensions["mirror"]
    with mirror.test_request_context("/ledger/", environ_overrides={"SCRIPT_NAME": "/v/540990101"}):
        said = for_everybody(url_for("villager_mirror.about"))
    assert said == f"{mirror.config['ADDRESS']}/v/540990101/about"


def order(code, number):
    """The county orders a publication not to be shown."""
    of = Source.get(Source.code == code).terminal
    thing = Entry.get((Entry.origin == of) & (Entry.number == number))
    said = {"basis": "《个人信息保护法》第47条", "reason": "写了住址", "issuer": "青溪县政务公开办"}
    with write():
        append(Takedown(to=of, target=thing.obj, title=thing.title, **said), by="测试", now=this_moment())


def test_what_the_county_orders_hidden_is_hidden_here_at_once_in_files_and_feeds_too(county, visit):
    code = VILLAGES[0][0]
    start = f"/v/{code}/"
    files = ("public.json", "feed.atom", "sitemap.xml", "disclosures/2026-00003")
    before = [visit.get(start + path).body for path in files]
    assert all("下月十日前说".encode() in body or b"2026-00003" in body for body in before)
    order(code, "2026-00003")
    after = dict(zip(files, [visit.get(start + path).body for path in files], strict=True))
    assert all("下月十日前说".encode() not in body for body in after.values())
    assert b"2026-00003" not in after["feed.atom"] + after["sitemap.xml"]
    (row,) = [one for one in json.loads(after["public.json"])["rows"] if one["index_no"].endswith("2026-00003")]
    assert (row["state"], row["text"], row["attachments"]) == ("暂停展示", "", [])
    assert "青溪县政务公开办" in visit.get(start + "disclosures/2026-00003")


def test_accounts_the_county_orders_hidden_are_in_no_file(county, visit):
    code = VILLAGES[0][0]
    month = Entry.get((Entry.origin == Source.get(Source.code == code).terminal) & (Entry.period == "2026-10"))
    order(code, month.number)
    assert b"2026-10" not in visit.get(f"/v/{code}/ledger/2026.csv").body
    assert b"2026-09" in visit.get(f"/v/{code}/ledger/2026.csv").body


def test_a_file_that_has_not_come_yet_is_not_found_and_no_fault(county, visit):
    code = VILLAGES[0][0]
    (path,) = [
        one["path"]
        for row in json.loads(visit.get(f"/v/{code}/public.json").body)["rows"]
        for one in row["attachments"]
    ][:1]
    blobs.path(path.rpartition("/")[2]).unlink()
    page = visit.get(f"/v/{code}{path}", expect=404)
    assert "还没送到" in page
    assert visit.get(f"/v/{code}{path}/look").status == 200
