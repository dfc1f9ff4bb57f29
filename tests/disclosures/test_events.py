"""What the log says about disclosures is told to the tables, live and again."""

from datetime import date

import msgspec
import pytest

from terminal import events_register
from terminal.clock import now
from terminal.disclosures import queries
from terminal.disclosures.actions import revise, withdraw
from terminal.disclosures.events import Publish, Text
from terminal.disclosures.models import Disclosure, Version
from terminal.errors import Refused
from terminal.journal.append import append, origin
from terminal.journal.models import Deferred, LogBody
from terminal.journal.replay import differences, rebuild
from terminal.register import queries as register
from terminal.store.database import write
from tests.world import CADRE, SUNDAY, at, draft, make_disclosure


@pytest.fixture
def told(shiqiao):
    """One disclosure revised, one withdrawn."""
    make_disclosure()
    make_disclosure(title="村规民约", item="V-A01", text="第一条　爱护公物。", period="")
    revise("2026-00001", draft(text="更正后的名单。", published_on=SUNDAY), "金额写错了", by=CADRE, now=at(SUNDAY))
    withdraw("2026-00002", "内容有误，另行公布", by=CADRE, now=at(SUNDAY))


def test_what_was_told_live_is_told_again_the_same(told):
    assert differences(events_register.TABLES) == []
    done = rebuild(events_register.TABLES)
    assert done.before == done.after
    assert Version.select().count() == 3


def test_a_text_with_odd_characters_is_told_again_the_same(shiqiao):
    make_disclosure(
        title="cafe\u0301 姓𠮷", text="e\u0301 😀 \u200b", responsible="Jose\u0301", doc_no="石村〔2026〕\u3000 3 号"
    )
    assert queries.one(origin(), "2026-00001").responsible == "José"
    assert differences(events_register.TABLES) == []


def test_when_a_publication_is_erased_what_follows_it_waits(told):
    with write():
        LogBody.update(body="").where(LogBody.seq == 2).execute()
    rebuild(events_register.TABLES)
    assert [row.log_seq for row in Deferred.select().order_by(Deferred.log_seq)] == [2, 4]
    assert [row.number for row in Disclosure.select()] == ["2026-00002"]


def test_when_a_withdrawn_publication_is_erased_nothing_breaks(told):
    with write():
        LogBody.update(body="").where(LogBody.seq == 3).execute()
    rebuild(events_register.TABLES)
    assert [row.number for row in Disclosure.select()] == ["2026-00001"]
    assert differences(events_register.TABLES) == []


def test_after_a_rebuild_search_and_slots_are_as_before(told):
    before = (register.found(origin(), "更正", 1, 5), register.filled(origin()))
    rebuild(events_register.TABLES)
    assert (register.found(origin(), "更正", 1, 5), register.filled(origin())) == before
    assert before[0].page.total == 1


@pytest.mark.parametrize(
    ("title", "text"), [pytest.param("", "正文", id="no title"), pytest.param("标题", " ", id="no text")]
)
def test_the_log_itself_refuses_an_empty_text_whoever_writes_it(shiqiao, title, text):
    said = Text(title=title, text=text, created_on=SUNDAY, published_on=SUNDAY, display_until=SUNDAY)
    event = Publish(index_no="X1/2026-00001", item="V-A05", group="affairs", catalogue="1", publisher="p", text=said)
    with pytest.raises(Refused), write():
        append(event, by="a", now=now())
    assert Disclosure.select().count() == 0


def test_an_event_keeps_its_shape_through_the_log():
    text = Text(title="a", text="b", created_on=SUNDAY, published_on=SUNDAY, display_until=date(2026, 12, 7))
    event = Publish(index_no="X1/2026-00001", item="V-A05", group="affairs", catalogue="1", publisher="p", text=text)
    assert msgspec.convert(msgspec.to_builtins(event), Publish) == event
