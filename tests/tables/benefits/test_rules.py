"""Households are found by group and surname; who is masked alike is not told apart."""

import pytest

from terminal.tables.benefits.rules import Payment, group_of, groups, households, surname_of, surnames
from terminal.tables.privacy import TOGETHER


def paid(group="三组", name="刘*兵", kind="种粮补贴", fen=10_000, number="7-1", **more):
    return Payment(
        number=number,
        sort="farming",
        period="2026Q3",
        group=group,
        name=name,
        kind=kind,
        basis="某文件",
        fen=fen,
        **more,
    )


@pytest.mark.parametrize(
    ("said", "is_group"),
    [("三组", "3"), ("3组", "3"), ("第三村民小组", "3"), ("３ 组", "3"), ("十二组", "12"), ("二十组", "20"), ("12", "12"), ("河东", "河东"), ("", "")],
)  # fmt: skip
def test_a_group_is_one_however_it_is_written(said, is_group):
    assert group_of(said) == is_group


@pytest.mark.parametrize(("name", "surname"), [("刘*兵", "刘"), ("欧阳**", "欧阳"), ("欧**国", "欧"), ("黄*", "黄")])
def test_the_surname_is_what_the_mask_left(name, surname):
    assert surname_of(name) == surname


def test_groups_come_by_number_and_names_behind_them():
    found = groups([paid("十组"), paid("2组"), paid("二组"), paid("河东"), paid(TOGETHER, "4 户合并")])
    assert found == ["2", "10", "河东"]


def test_surnames_come_by_their_sound_each_with_its_households():
    every = [
        paid(name="张*"),
        paid(name="陈*国"),
        paid(name="陈*国", kind="地力补贴"),
        paid(name="陈*军"),
        paid("四组", "王*"),
    ]
    assert surnames(every, "3") == [("陈", 2), ("张", 1)]


def test_a_household_has_all_its_payments_the_newest_first_and_their_sum():
    every = [
        paid(number="7-1", paid_on="2026-03-01"),
        paid(number="9-2", kind="地力补贴", fen=5, paid_on="2026-06-01"),
        paid("四组"),
    ]
    (found,) = households(every, "3", "刘")
    assert ([one.number for one in found.payments], found.fen, found.alike) == (["9-2", "7-1"], 10_005, 1)


def test_who_is_masked_alike_is_counted_and_not_told_apart():
    (found,) = households([paid(number="7-1"), paid(number="7-2"), paid(number="7-3", kind="地力补贴")], "3", "刘")
    assert (len(found.payments), found.alike) == (3, 2)
