"""What lies on a stick is taken as far as it is right; one bad file never keeps another out, and a receipt goes back."""

import pytest

from terminal.sync import importing, keeping, queries, telling
from tests.sync.machines import Machine


@pytest.fixture
def stick(tmp_path, village):
    """A folder with the village's log."""
    folder = tmp_path / "stick"
    folder.mkdir()
    for name in "甲乙丙":
        village.plant(name)
    put(folder, village)
    return folder


def put(folder, village, since=0):
    from terminal.bundle.read import read

    for data in village.export(since=since):
        (folder / f"{read(data).envelope.bundle}.zip").write_bytes(data)


def test_there_and_back_again(stick, county, village):
    brought = county.bring(stick)
    assert ([one.word for one in brought.applied], len(brought.written)) == (["new"], 1)
    home = village.bring(stick)
    assert [word for _, word in home.kept] == ["kept"]
    assert queries.waiting() == 0


def test_the_same_stick_twice_changes_nothing(stick, county):
    county.bring(stick)
    before = county.state()
    assert [one.word for one in county.bring(stick).applied] == ["duplicate"]
    assert county.state() == before


def test_a_bad_file_keeps_nothing_else_out(stick, county, village):
    (stick / "a.zip").write_bytes(b"no bundle")
    (stick / "0.zip").write_bytes(b"")
    brought = county.bring(stick)
    assert ([one.name for one in brought.refused], county.head(village)) == (["0.zip", "a.zip"], village.end())


@pytest.mark.parametrize("name", ["Ü.zip", "a b.zip", "x.exe", ".zip", "a" * 90 + ".zip", "autorun.inf", "UP.ZIP"])
def test_other_names_are_not_even_opened(stick, county, name):
    (stick / name).write_bytes(b"whatever")
    assert name not in [path.name for path in importing.bundles_in(stick)]


def test_links_are_not_followed(stick, tmp_path):
    (tmp_path / "secret").write_bytes(b"x")
    (stick / "link.zip").symlink_to(tmp_path / "secret")
    (stick / "up").symlink_to(stick)
    assert [path.name for path in importing.bundles_in(stick) if not path.name.startswith("up_")] == []


def test_not_more_than_sixty_four(stick):
    for number in range(100):
        (stick / f"b{number}.zip").write_bytes(b"x")
    assert len(importing.bundles_in(stick)) == importing.MOST


def test_a_stranger_is_named_with_its_fingerprint(stick, county, tmp_path):
    one = Machine(tmp_path / "stranger")
    one.plant("树")
    put(stick, one)
    county.open()
    brought = county.bring(stick)
    (turned,) = brought.refused
    assert "SHA256:" in turned.problems[0].says and one.origin in turned.problems[0].says


def test_a_receipt_for_another_machine_is_left_alone(stick, county, other):
    county.bring(stick)
    assert other.bring(stick).kept == ()


def test_a_spoilt_receipt_is_said(stick, county, village):
    (path,) = county.bring(stick).written
    path.write_bytes(path.read_bytes().replace(b'"seq":3', b'"seq":9'))
    home = village.bring(stick)
    assert (home.kept, [one.name for one in home.refused]) == ((), [path.name])
    assert queries.delivered() is None


def test_a_stick_that_takes_no_files_is_still_read(stick, county, village):
    (stick / "receipts").write_bytes(b"a file where a folder should be")
    brought = county.bring(stick)
    assert (brought.written, county.head(village)) == ((), village.end())


def test_what_happened_is_said_in_sentences(stick, county, village):
    village.plant("丁")
    put(stick, village, since=3)
    first = stick / f"up_{village.origin}_e1_000001-000003.zip"
    first.rename(stick.parent / first.name)
    said = list(telling.told(county.bring(stick)))
    assert any("前面还缺" in one and "第 1 号" in one for one in said)
    assert len(keeping.pending(county.folder, village.origin)) == 1
    said = list(telling.told(county.bring(stick.parent / first.name)))
    assert any("收下 3 条登记" in one for one in said)
    assert any("等着它的" in one for one in said)


def test_an_empty_place_is_said_to_be_empty(county, tmp_path):
    (tmp_path / "empty").mkdir()
    assert list(telling.told(county.bring(tmp_path / "empty"))) == ["这里没有数据包，也没有给这台机器的回执。"]
