"""Villages, a county, and bundles on their way between them: everything that can happen to a carried log, in any order."""

import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from terminal.bundle.faults import BundleRefused
from terminal.journal import blobs
from terminal.store.database import close_database
from terminal.sync import arriving, hwm, keeping, queries, stored, trust
from tests.sync.machines import Machine

VILLAGES = 3
which = st.integers(0, VILLAGES - 1)
anything = st.integers(0, 10_000)


def same(found: object, wanted: object) -> None:
    """Says what was found: asserts outside test files do not."""
    assert found == wanted, f"{found} ≠ {wanted}"


class World(RuleBasedStateMachine):
    """One county, three villages; a disk image that comes back whole, or a clone, makes a village `doubtful`."""

    folder: Path  # set by whoever runs it: an empty folder for each run

    def __init__(self) -> None:
        super().__init__()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.county = Machine(self.folder / "county")
        self.villages: list[Machine] = []
        self.sticks: list[tuple[Machine, bytes]] = []
        self.papers: list[tuple[Machine, object]] = []
        self.doubtful: set[str] = set()
        self.touched = False
        self.count = 0

    @initialize()
    def begin(self) -> None:
        for number in range(VILLAGES):
            one = Machine(self.folder / f"village{number}")
            one.knows(self.county, trust.COUNTY)
            self.county.knows(one)
            self.villages.append(one)
        self.stranger = Machine(self.folder / "stranger")
        self.stranger.plant("树")
        self.foreign = self.stranger.export()[0]

    def teardown(self) -> None:
        try:
            if self.villages:
                self.heal()
        finally:
            close_database()

    def place(self) -> Path:
        self.count += 1
        return self.folder / f"kept{self.count}"

    # ---- what happens ----
    @rule(at=which, many=st.integers(1, 3), picture=st.booleans())
    def something_is_said(self, at: int, many: int, picture: bool) -> None:
        for _ in range(many):
            self.count += 1
            self.villages[at].plant(f"树{self.count}", f"图{self.count}".encode() if picture else b"")

    @rule(at=which, back=anything, with_blobs=st.booleans())
    def a_bundle_leaves(self, at: int, back: int, with_blobs: bool) -> None:
        one = self.villages[at]
        last = one.end()[1]
        found = one.export(since=back % (last + 1), blobs=with_blobs)
        self.sticks += [(one, bundle) for bundle in found]
        mark = hwm.read(hwm.place(one.folder))
        assert not found or (mark.epoch, mark.seq, mark.hash) == one.end()

    @precondition(lambda self: self.sticks)
    @rule(pick=anything, twice=st.booleans())
    def a_bundle_arrives(self, pick: int, twice: bool) -> None:
        one, bundle = self.sticks[pick % len(self.sticks)]
        self.touched = True
        self.county.take(bundle)
        if twice:
            before = self.county.state()
            assert self.county.take(bundle).word != "new"  # I4
            assert self.county.state() == before
        assert one.origin in self.doubtful or not self.alarms(one)

    @precondition(lambda self: self.sticks)
    @rule(pick=anything)
    def a_bundle_comes_home(self, pick: int) -> None:
        one, bundle = self.sticks[pick % len(self.sticks)]
        one.take(bundle)

    @precondition(lambda self: self.sticks)
    @rule(pick=anything)
    def a_bundle_is_lost(self, pick: int) -> None:
        self.sticks.pop(pick % len(self.sticks))

    @precondition(lambda self: self.sticks)
    @rule(pick=anything, bit=anything)
    def a_bundle_is_spoilt(self, pick: int, bit: int) -> None:
        bundle = bytearray(self.sticks[pick % len(self.sticks)][1])
        bundle[bit % len(bundle)] ^= 1 << bit % 8
        self.refused(bytes(bundle))

    @rule()
    def a_stranger_sends_one(self) -> None:
        self.refused(self.foreign)  # I7

    def refused(self, bundle: bytes) -> None:
        before = self.county.state()
        try:
            self.county.take(bundle)
        except BundleRefused:
            assert self.county.state() == before
        else:
            raise AssertionError("taken")

    @rule(at=which)
    def a_receipt_is_written(self, at: int) -> None:
        one = self.villages[at]
        if self.county.head(one)[1]:
            self.papers.append((one, self.county.receipt(one)))

    @precondition(lambda self: self.papers)
    @rule(pick=anything)
    def a_receipt_arrives(self, pick: int) -> None:
        one, paper = self.papers[pick % len(self.papers)]
        word = one.told(paper)
        assert word != "contradicts" or one.origin in self.doubtful
        if word == "ahead":
            one.start()

    # ---- what goes wrong ----
    @rule(at=which)
    def the_power_goes(self, at: int) -> None:
        close_database()
        self.villages[at].log = None

    @rule(at=which, later=st.integers(0, 2))
    def an_old_database_comes_back(self, at: int, later: int) -> None:
        one = self.villages[at].open()
        old = one.snapshot(self.place())
        for _ in range(later):
            self.count += 1
            one.plant(f"树{self.count}")
        self.sticks += [(one, bundle) for bundle in one.export()] if later == 2 else []
        one.set_back(old)

    @rule(at=which, later=st.booleans())
    def a_disk_is_copied(self, at: int, later: bool) -> None:
        one = self.villages[at].open()
        copy = one.clone(self.place())
        copy.plant("另一块硬盘")
        self.sticks += [(one, bundle) for bundle in copy.export()]
        self.doubtful.add(one.origin)
        if later:
            one.open()
            one.plant("这块硬盘")

    @precondition(lambda self: self.touched)
    @rule(pick=anything)
    def the_county_comes_back_from_a_copy(self, pick: int) -> None:
        old = self.county.open().snapshot(self.place())
        if self.sticks:
            self.a_bundle_arrives(pick, False)
        self.county.set_back(old)

    # ---- what always holds ----
    @invariant()
    def heads_are_what_was_applied(self) -> None:
        if not self.touched:
            return
        for one in self.villages:
            head = self.county.head(one)
            there = stored.epochs(one.origin)
            assert head == ((there[-1].number, there[-1].last, there[-1].hash) if there else (0, 0, ""))  # I3
            seqs = [seq for origin, _, seq, _ in self.county.lines() if origin == one.origin]
            assert len(set(seqs)) == len(seqs)
            assert all(len(range(e.first, e.last + 1)) == self.held(one, e.number) for e in there)  # I2
            assert len(keeping.pending(self.county.folder, one.origin)) <= keeping.MOST

    def held(self, one: Machine, epoch: int) -> int:
        return sum(origin == one.origin and number == epoch for origin, number, _, _ in self.county.lines())

    def alarms(self, one: Machine) -> list[queries.Raised]:
        self.county.open()
        return [alarm for alarm in queries.alarms() if alarm.log == one.origin]

    # ---- links heal ----
    def heal(self) -> None:
        for _ in range(2):
            for one in self.villages:
                for bundle in one.export():
                    self.county.take(bundle)
                if self.county.head(one)[1] and one.told(self.county.receipt(one)) == "ahead":
                    one.start()
        same(self.county.wrong(), [])  # I2, I6
        for one in self.villages:
            if one.origin not in self.doubtful:
                same(self.county.head(one), one.end())  # I13
                one.open()
                ours = {place for place in one.lines() if place[0] == one.origin}
                assert ours <= set(self.county.lines())
                self.delivered(one)
            same(one.wrong(), [])

    def delivered(self, one: Machine) -> None:
        one.open()
        if one.end()[1]:
            assert queries.waiting() == 0  # I8: the receipt names what is there
            assert queries.standing(one.end()[1]).delivered
        self.county.open()
        assert all(not blobs.is_whole(sha256) for sha256 in arriving.missing(one.origin))  # I9
