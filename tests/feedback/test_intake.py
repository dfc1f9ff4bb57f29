"""What is said is kept before the receipt is given; what is for others is sealed before a byte of it is written."""

import base64
import errno
import io
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from peewee import OperationalError
from PIL import Image

from terminal import clock, events_register
from terminal.errors import Refused
from terminal.feedback import intake
from terminal.feedback.models import FeedbackCase
from terminal.feedback.receipts import Receipt, read_code, unlock
from terminal.feedback.sealed import queries, sealing
from terminal.feedback.sealed.models import SealedLetter
from terminal.feedback.shapes import Attached
from terminal.journal import blobs, replay
from terminal.journal.append import origin, tail
from terminal.store.database import database, write
from terminal.uploads import reading
from tests.feedback.offices import PUBLIC, SECRET, has_keys, office, said
from tests.world import SUNDAY, at, log_length

NOW = at(SUNDAY, 3)
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def ours(**changes):
    return said(**{"category": "help", "addressee": "village", "text": "三组的路灯坏了。"} | changes)


def photo(colour="red"):
    target = io.BytesIO()
    Image.effect_noise((300, 300), 80).convert("RGB").save(target, "JPEG")
    made = reading.read(target.getvalue(), "a.jpg")
    return Attached(made.data, made.media_type, made.name)


@pytest.fixture
def quick(monkeypatch):
    """Receipts without the 0.1 s each, where a test takes many."""
    monkeypatch.setattr(intake, "unlock", lambda code, _origin: Receipt(code.zfill(32), SECRET, PUBLIC))


def test_a_case_of_the_unit_is_found_by_its_code(shiqiao):
    code = intake.submit(ours(name="李大山", attached=(photo(),)), NOW)
    row = FeedbackCase.get(FeedbackCase.lookup == unlock(read_code(code), origin()).lookup)
    assert (row.number, row.text, row.name, row.received_on) == ("F2026-0001", "三组的路灯坏了。", "李大山", SUNDAY)
    assert "照片1.jpg" in row.attachments
    assert replay.differences(events_register.TABLES) == []


def test_a_sealed_letter_is_found_by_its_code_and_opened_by_its_office_alone(shiqiao):
    has_keys()
    code = intake.submit(said(), NOW)
    receipt = unlock(code, origin())
    assert queries.by_lookup(receipt.lookup).name == "青溪县纪委监委信访室"
    (letter,) = queries.letters("discipline")
    opened = sealing.unseal(blobs.path(letter.sha256).read_bytes(), [SECRET])
    assert (opened.submission, opened.reply_to) == (said(), receipt.recipient)
    assert opened.place == "青溪县 柳河镇 石桥村"
    assert FeedbackCase.select().count() == 0
    assert replay.differences(events_register.TABLES) == []


def test_a_sealed_letter_carries_the_day_alone(shiqiao):
    has_keys()
    tomorrow = at(date(2026, 11, 23), 3)
    intake.submit(said(), clock.Now.of(tomorrow.at, mono=123_456))
    header = tail()
    midnight = datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert (header.kind, header.mono, header.moment) == ("feedback.sealed", 0, midnight)
    path = blobs.path(queries.letters()[0].sha256)
    assert {place.stat().st_mtime for place in (path, path.parent)} == {midnight.timestamp()}


def needles(words):
    plain = [words.encode(encoding) for encoding in ENCODINGS]
    # Base64 shows other letters at each of three places it may begin.
    coded = [base64.b64encode(bytes(shift) + one)[4:-4] for one in plain for shift in range(3)]
    return [*plain, *coded]


def found(folder, wanted):
    return [
        (path.name, one) for path in folder.rglob("*") if path.is_file() for one in wanted if one in path.read_bytes()
    ]


def test_nothing_of_a_sealed_letter_is_found_anywhere_before_and_after_a_checkpoint(shiqiao, quick):
    has_keys()
    picture = photo()
    wanted = [*needles("金丝雀挖沙款没入账"), *needles("金丝雀李大山"), *needles("13912345678"), picture.data[200:260]]
    for number in range(20):
        letter = said(
            text=f"第{number}封：金丝雀挖沙款没入账。",
            name="金丝雀李大山",
            phone="13912345678",
            attached=(picture, picture),
        )
        intake.submit(letter, NOW)
    assert len(queries.letters()) == 20
    assert (shiqiao.data / "terminal.db-wal").stat().st_size
    assert found(shiqiao.data, wanted) == []
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found(shiqiao.data, wanted) == []


def test_the_search_would_have_found_it(shiqiao, quick):
    picture = photo()
    intake.submit(ours(text="金丝雀挖沙款没入账", attached=(picture,)), NOW)
    names = {name for name, _ in found(shiqiao.data, [*needles("金丝雀挖沙款没入账"), picture.data[200:260]])}
    assert "terminal.db-wal" in names and len(names) > 1


@pytest.mark.parametrize(
    ("submission", "says"),
    [
        pytest.param(ours(text=" \n"), "还没写内容", id="nothing said"),
        pytest.param(ours(text="长" * 2001), "最多 2000 个", id="too long"),
        pytest.param(ours(category="war"), "哪一类", id="unknown category"),
        pytest.param(ours(category="report"), "举报不能交给村里", id="a report to the village"),
        pytest.param(ours(about="/../etc"), "关于哪一条", id="about nothing"),
        pytest.param(ours(channel="pigeon"), "怎么收到", id="unknown channel"),
        pytest.param(ours(name="李" * 21), "姓名最多", id="a long name"),
        pytest.param(ours(phone="1" * 31), "电话最多", id="a long number"),
        pytest.param(ours(attached=(Attached(b"x", "image/jpeg", "a"),) * 4), "最多附 3 张", id="four photographs"),
        pytest.param(ours(attached=(Attached(b"x", "audio/webm", "a"),) * 2), "只能附一段", id="two voices"),
        pytest.param(said(addressee="county"), "还没有县的钥匙", id="no keys"),
        pytest.param(said(addressee="emperor"), "没有这个收信单位", id="unknown addressee"),
        pytest.param(said(attached=(Attached(bytes(4 * 2**20), "image/jpeg", "a"),)), "封不进", id="too large to seal"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_is_kept(shiqiao, submission, says):
    has_keys()
    before = log_length()
    with pytest.raises(Refused, match=says) as wrong:
        intake.submit(submission, NOW)
    assert all(problem.says.endswith("。") for problem in wrong.value.problems)
    assert log_length() == before
    assert list((shiqiao.data / "blobs").rglob("*")) == []


def test_every_problem_is_told_at_once(shiqiao):
    bad = ours(text="", name="李" * 21, phone="1" * 31, about="x")
    assert len(intake.why_not(bad, NOW)) == 4


@pytest.mark.parametrize(
    "wrong", [OSError(errno.ENOSPC, "No space left"), OperationalError("database or disk is full")]
)
def test_a_full_disk_gives_no_receipt_and_points_to_the_paper_box(shiqiao, quick, monkeypatch, wrong):
    def full(*_arguments, **_named):
        raise wrong

    before = log_length()
    with monkeypatch.context() as patched:
        patched.setattr(intake, "append", full)
        with pytest.raises(Refused, match="意见箱"):
            intake.submit(ours(), NOW)
    assert log_length() == before
    assert intake.submit(ours(), NOW)


def test_sixteen_at_once_get_sixteen_numbers_and_codes(shiqiao, quick):
    def one(number):
        try:
            return intake.submit(ours(text=f"第{number}件"), NOW)
        finally:
            database.close()

    with ThreadPoolExecutor(16) as people:
        codes = list(people.map(one, range(48)))
    assert len(set(codes)) == 48
    assert sorted(row.number for row in FeedbackCase.select()) == [f"F2026-{number:04}" for number in range(1, 49)]
    assert {row.lookup for row in FeedbackCase.select()} == {code.zfill(32) for code in codes}


def letters_on(day, number, addressee="discipline"):
    for _ in range(number):
        SealedLetter.insert(
            origin=origin(),
            log_seq=SealedLetter.select().count() + 1000,
            addressee=addressee,
            lookup=os.urandom(16).hex(),
            day=day,
            sha256="0" * 64,
            size=1,
        ).execute()


def test_the_village_sees_counts_of_finished_months_and_never_small_ones(shiqiao):
    has_keys(office(), office(addressee="county", name="青溪县"))
    with write():
        letters_on(date(2026, 10, 31), 3)
        letters_on(date(2026, 9, 1), 2)
        letters_on(date(2026, 11, 2), 7)
        letters_on(date(2026, 10, 1), 4, "county")
    rows = queries.counts(origin(), SUNDAY)
    told = {(row.month.key, row.addressee): row.says for row in rows}
    assert told[("2026-10", "discipline")] == "3 件"
    assert told[("2026-10", "county")] == "4 件"
    assert told[("2026-09", "discipline")] == told[("2026-08", "discipline")] == "少于 3 件"
    assert not [key for key in told if key[0] == "2026-11"]
    assert rows[0].month.key == "2026-10" and rows[-1].month.key == "2026-01"


def test_which_rows_there_are_does_not_depend_on_who_wrote(shiqiao):
    has_keys()
    before = [(row.month, row.addressee) for row in queries.counts(origin(), SUNDAY)]
    with write():
        letters_on(date(2026, 10, 5), 2)
        letters_on(date(2026, 10, 5), 5, "township")
    assert [(row.month, row.addressee) for row in queries.counts(origin(), SUNDAY)] == before
    assert {row.says for row in queries.counts(origin(), SUNDAY)} == {"少于 3 件"}
