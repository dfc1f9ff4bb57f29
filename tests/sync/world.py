"""Villages, a county, and bundles on their way between them: everything that can happen to a carried log, in any order."""

import shutil
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from terminal.bundle.faults import BundleRefused
from terminal.journal import blobs
from terminal.store.database import stamp
from terminal.sync import arriving, hwm, keeping, queries, stored, trust
from tests.sync.machines import Running

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
        self.villages: list[Running] = []
        self.sticks: list[tuple[Running, bytes]] = []
        self.papers: list[tuple[Running, object]] = []
        self.doubtful: set[str] = set()
        self.touched = False
        self.count = 0
        self.looked = b""

    @initialize()
    def begin(self) -> None:
        """Machines that know each other, made once and set up anew for every life."""
        if not (ready := self.folder.with_name("ready")).exists():
            self.make_ready(ready)
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(ready, self.folder)
        self.county = Running(self.folder / "county")
        self.villages = [Running(self.folder / f"village{number}") for number in range(VILLAGES)]
        self.foreign = (self.folder / "foreign.zip").read_bytes()

    def make_ready(self, folder: Path) -> None:
        county = Running(folder / "county")
        for number in range(VILLAGES):
            one = Running(folder / f"village{number}")
            one.knows(county, trust.COUNTY)
            county.knows(one)
            one.shut()
        stranger = Running(folder / "stranger")
        stranger.plant("树")
        (folder / "foreign.zip").write_bytes(stranger.export()[0])
        stranger.shut()
        county.shut()

    def teardown(self) -> None:
        try:
            if self.villages:
                self.heal()
        finally:
            for one in self.villages:
                one.shut()
                self.county.shut()

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
        self.villages[at].shut()
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
        copy.shut()
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
        self.looked = b""

    # ---- what always holds ----
    @invariant()
    def heads_are_what_was_applied(self) -> None:
        """Looked at whenever the county wrote something since."""
        if not self.touched:
            return
        self.county.open()
        if self.looked == stamp():
            return
        self.looked = stamp()
        lines = self.county.lines()
        for one in self.villages:
            head = self.county.head(one)
            there = stored.epochs(one.origin)
            assert head == ((there[-1].number, there[-1].last, there[-1].hash) if there else (0, 0, ""))  # I3
            seqs = [(epoch, seq) for origin, epoch, seq, _ in lines if origin == one.origin]
            assert len({seq for _, seq in seqs}) == len(seqs)
            assert seqs == [(e.number, seq) for e in there for seq in range(e.first, e.last + 1)]  # I2
            assert len(keeping.pending(self.county.folder, one.origin)) <= keeping.MOST

    def alarms(self, one: Running) -> list[queries.Raised]:
        self.county.open()
        return [alarm for alarm in queries.alarms() if alarm.log == one.origin]

    # ---- links heal ----
    def heal(self) -> None:
        if any([self.round_trip(one) for one in self.villages]):
            for one in self.villages:
                self.round_trip(one)
        same(self.county.wrong(), [])  # I2, I6
        for one in self.villages:
            if one.origin not in self.doubtful:
                same(self.county.head(one), one.end())  # I13
                one.open()
                ours = {place for place in one.lines() if place[0] == one.origin}
                assert ours <= set(self.county.lines())
                self.delivered(one)
            same(one.wrong(), [])

    def round_trip(self, one: Running) -> bool:
        """Everything goes there, and the receipt comes back; True when it takes another one."""
        for bundle in one.export():
            self.county.take(bundle)
        if not self.county.head(one)[1]:
            return False
        word = one.told(self.county.receipt(one))
        if word == "ahead":
            one.start()
        return word == "ahead"

    def delivered(self, one: Running) -> None:
        one.open()
        if one.end()[1]:
            assert queries.waiting() == 0  # I8: the receipt names what is there
            assert queries.standing(one.end()[1]).delivered
        self.county.open()
        assert all(not blobs.is_whole(sha256) for sha256 in arriving.missing(one.origin))  # I9
