"""From the county's mouth to a village's disk, by real bundles: what is for one is nowhere in the other."""

from datetime import date

import msgspec
import pytest

from terminal import clock
from terminal.catalogue import queries as catalogues
from terminal.catalogue.events import CalendarSent, CatalogueSent
from terminal.directives import actions, queries
from terminal.disclosures import queries as disclosures
from terminal.errors import Refused
from terminal.feedback.models import FeedbackCase
from terminal.feedback.sealed import queries as letters
from terminal.feedback.sealed.events import Office, OfficesSent
from terminal.journal import blobs, replay, verify
from terminal.journal.erasing import erased, withheld
from terminal.ledger import threshold
from terminal.ledger.ruling import VouchersRuled
from terminal.register import queries as register
from terminal.register.pauses import paused
from terminal.sync import trust
from tests.directives import world as w
from tests.world import make_disclosure

KEY = "age1" + "q" * 58


def whole() -> list[str]:
    """Everything wrong with the open machine's log and tables."""
    found = verify.problems(replay.rows(), trust.genesis(), blobs.is_whole, erased(), withheld())
    return [str(one) for one in (*found, *replay.differences(w.events_register.TABLES))]


def test_each_village_reads_its_own_and_the_county_s_common_word(world):
    world.say(w.notice("*", title="给全县的"))
    world.say(w.notice("柳河镇", title="给镇里的"))
    world.say(w.notice(world.origins[0], title="给石桥的"))
    world.say(w.notice(world.origins[1], title=w.CANARY))
    world.deliver(0)
    with world.at(0):
        assert [one.title for one in queries.notices("", 1, 9).rows] == ["给石桥的", "给镇里的", "给全县的"]
        assert whole() == []
    assert world.holds(0, w.CANARY) == []
    world.deliver(1)
    assert world.holds(1, w.CANARY) and not world.holds(1, "给石桥的")


def test_a_file_travels_with_its_handbook_and_to_nobody_else(world):
    with world.at(-1):
        file = blobs.put(b"%PDF-1.4 handbook of the other village", "手册.pdf", "application/pdf")
    told = world.say(w.notice(world.origins[1], sort="handbook", files=(file,)))
    world.deliver(0), world.deliver(1)
    assert world.holds(0, b"handbook of the other") == []
    with world.at(1):
        assert blobs.is_whole(queries.notice(told.seq).files[0].sha256)


def test_the_banner_goes_on_and_off(world):
    on = world.say(w.events.BannerSet(to="*", text="今晚大风", is_on=True, issuer="县应急局"))
    world.deliver(0)
    with world.at(0):
        assert [one.text for one in queries.alerts()] == ["今晚大风"]
    world.say(w.events.BannerSet(to="*", text="今晚大风", is_on=False, issuer="县应急局"), about=on.obj)
    world.deliver(0)
    with world.at(0):
        assert queries.alerts() == ()


@pytest.mark.parametrize("order_first", [True, False], ids=["order before the publication", "after it"])
def test_a_takedown_hides_whatever_came_first(world, order_first):
    """At the county the two logs may be told in either order."""
    with world.at(0):
        header = make_disclosure(title="低保评议结果", text=f"评议通过三户。{w.CANARY}")
        number = register.index_of(header.origin, header.obj).rpartition("/")[2]
    if order_first:
        world.say(w.takedown(world.origins[0], header.obj))
        world.up(0)
    else:
        world.up(0)
        world.say(w.takedown(world.origins[0], header.obj))
    world.deliver(0)
    for place in (-1, 0):
        with world.at(place):
            one = disclosures.one(world.origins[0], number)
            assert one.text == "" and one.attachments == () and one.fingerprint
            assert "按青溪县民政局要求（依据：《个人信息保护法》" in one.blocks[0].text
            assert [row.state for row in register.listed(world.origins[0], None, None, 1, 9).rows] == ["paused"]
            assert register.newest(world.origins[0], 5) == ()
            assert register.found(world.origins[0], "评议通过", 1, 5).page.total == 0
            assert register.found(world.origins[0], "低保", 1, 5).page.total == 0
            before, done = replay.state_hash(w.events_register.TABLES), replay.rebuild(w.events_register.TABLES)
            assert before == done.after
            assert disclosures.one(world.origins[0], number, entire=True).text


def test_only_the_county_lifts_it(world):
    with world.at(0):
        header = make_disclosure()
    order = world.say(w.takedown(world.origins[0], header.obj, until=date(2026, 11, 21)))
    world.deliver(0)
    with world.at(0):
        assert paused(header.origin, header.obj)  # its day is over, and it still stands
    world.say(w.restore(world.origins[0], header.obj), about=order.obj)
    world.deliver(0)
    with world.at(0):
        assert paused(header.origin, header.obj) is None
        assert register.newest(header.origin, 5)[0].state == "public"
        assert whole() == []


def test_a_correction_stands_open_until_it_is_answered_with_words(world):
    line = world.say(w.correction(world.origins[0])).seq
    world.deliver(0)
    now = clock.now()
    with world.at(0):
        assert queries.order(line).is_open and queries.order(line).lamp(now.today) == "amber"
        actions.answer(line, "seen", by="李福", now=now)
        assert actions.answer(line, "seen", by="李福", now=now) is None
        assert queries.order(line).lamp(now.today) == "none"
        assert queries.order(line).lamp(date(2026, 12, 1)) == "red"
        for word in ("done", "cannot"):
            with pytest.raises(Refused):
                actions.answer(line, word, "  ", by="李福", now=now)
        actions.answer(line, "done", "11月23日更正了。", by="李福", now=now)
        assert not queries.order(line).is_open
    world.up(0)
    with world.at(-1):
        (order,) = queries.all_orders()
        assert (order.word, order.answer) == ("done", "11月23日更正了。")


def test_a_case_of_the_hotline_becomes_a_case_here_once(world):
    line = world.say(w.handed(world.origins[0])).seq
    world.deliver(0), world.deliver(1)
    with world.at(0):
        assert actions.take_cases(clock.now()) == 1
        assert actions.take_cases(clock.now()) == 0
        case = FeedbackCase.get()
        assert (case.channel, case.received_on, case.name) == ("hotline", w.DAY, "周某")
        assert "RX20261120-0031" in case.text
        assert queries.order(line).case_no == case.number
        assert whole() == []
    assert world.holds(1, "路灯坏了") == []
    world.up(0)
    with world.at(-1):
        assert queries.all_orders()[0].case_no == case.number


def village_catalogue(**changes: str) -> str:
    text = catalogues.config.assets("seed", "catalogue", "village.toml").read_text("utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new, 1)
    return text


def sent(text: str, number: int = 1) -> CatalogueSent:
    return CatalogueSent(to="*", unit_kind="village", number=number, gist="按新办法调整", text=text)


def test_a_catalogue_from_above_counts_and_retired_items_stay_readable(world):
    shipped = catalogues.shipped_catalogue("village")
    gone = shipped.items[-1]
    head, mark, tail = village_catalogue().rpartition("[[item]]")
    assert gone.code in tail and mark
    world.say(sent(head))
    world.deliver(0)
    with world.at(0):
        found = catalogues.catalogue("village")
        assert found.item(gone.code).retired and not found.item(gone.code).is_owed
        assert not found.items[0].retired


def test_a_lower_catalogue_lowers_nothing(world):
    name = catalogues.shipped_catalogue("village").items[0].name
    newer = village_catalogue(name=(f'name = "{name}"', 'name = "新名称"'))
    world.say(sent(newer, 3))
    world.say(sent(village_catalogue(), 2))
    world.deliver(0)
    with world.at(0):
        assert catalogues.catalogue("village").items[0].name == "新名称"
        assert catalogues.last_number("village") == 3


@pytest.mark.parametrize(
    "changes",
    [{"to": "柳河镇"}, {"number": 0}, {"gist": ""}, {"text": "x ="}, {"text": "x = 1"}, {"unit_kind": "township"}],
    ids=str,
)
def test_a_catalogue_broken_in_one_field_is_refused(changes):
    assert msgspec.structs.replace(sent(village_catalogue()), **changes).wrong()
    assert sent(village_catalogue()).wrong() == []


YEAR = """year = 2027
valid_through = 2027-12-31
notice = "国办发明电〔2026〕9号"
url = "https://www.gov.cn/zhengce/"
version = "2027-1"

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
"""


def test_a_calendar_from_above_makes_a_year_known(world):
    with world.at(0):
        assert catalogues.calendar().add_workdays(date(2026, 12, 30), 5).provisional
    world.say(CalendarSent(to="*", number=1, gist="2027年放假安排", text=YEAR))
    world.deliver(0)
    with world.at(0):
        found = catalogues.calendar().add_workdays(date(2026, 12, 30), 5)
        assert (found.day, found.provisional) == (date(2027, 1, 7), False)


@pytest.mark.parametrize("changes", [{"to": "柳河镇"}, {"number": 0}, {"gist": " "}, {"text": "year = 2027"}], ids=str)
def test_a_calendar_broken_in_one_field_is_refused(changes):
    good = CalendarSent(to="*", number=1, gist="放假安排", text=YEAR)
    assert good.wrong() == []
    assert msgspec.structs.replace(good, **changes).wrong()


def test_a_revoked_key_seals_nothing_more(world):
    office = Office(addressee="county", name="县政务公开办", recipients=(KEY,), valid_from=date(2026, 1, 1))
    world.say(OfficesSent(to="*", number=1, offices=(office,)))
    world.deliver(0)
    with world.at(0):
        assert letters.office("county", clock.today()).recipients == (KEY,)
    closed = msgspec.structs.replace(office, recipients=())
    world.say(OfficesSent(to="*", number=3, offices=(closed,)))
    world.say(OfficesSent(to="*", number=2, offices=(office,)))
    world.deliver(0)
    with world.at(0), pytest.raises(letters.NotFound, match="停用"):
        letters.office("county", clock.today())


@pytest.mark.parametrize("changes", [{"to": ""}, {"number": 0}, {"offices": ()}], ids=str)
def test_offices_broken_in_one_field_are_refused(changes):
    office = Office(addressee="county", name="县政务公开办", recipients=(KEY,), valid_from=date(2026, 1, 1))
    good = OfficesSent(to="*", number=1, offices=(office,))
    assert good.wrong() == []
    assert msgspec.structs.replace(good, **changes).wrong()
    spoilt = msgspec.structs.replace(office, recipients=("AGE-SECRET-KEY-1",))
    assert msgspec.structs.replace(good, offices=(spoilt,)).wrong()


def test_the_newest_word_about_vouchers_holds_where_it_was_meant_for(world):
    def ruled(to: str, above: int) -> None:
        world.say(VouchersRuled(to=to, above_yuan=above, basis="县里的规定", issuer="农业农村局"))

    ruled("*", 500)
    ruled(world.origins[1], 50)
    for place, fen in ((0, 50_000), (1, 5_000)):
        world.deliver(place)
        with world.at(place):
            threshold.use(1)  # what the settings say holds only while no county has spoken
            assert threshold.above() == fen
            threshold.use(0)
            assert whole() == []
    ruled("*", 0)
    world.deliver(0)
    with world.at(0):
        assert threshold.rule() is None
