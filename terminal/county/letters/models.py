"""Sealed letters at the county: when they came, what their office did; what is written and not said yet stays here, sealed."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class LetterArrived(Record):
    """The day a sealed letter (`letter`, its number in its terminal's log) was first seen here; days count from it."""

    origin = TextField()
    terminal = TextField()
    letter = IntegerField()
    day = DayField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "terminal", "letter")


class LetterStep(Record):
    """Something an office did: `step` is received, asked, answered or passed; never a word of the letter or of the answer.

    `addressee` and `township` name the office that did it, `to_…` the one it was passed on to. `answer` is the number of
    the line that went down; `sealed` and `note` are what was sealed for the next office: the letter, and why.
    """

    origin = TextField()
    log_seq = IntegerField()
    terminal = TextField()
    letter = IntegerField()
    step = TextField()
    addressee = TextField()
    township = TextField()
    day = DayField()
    due_on = DayField(null=True)
    who = TextField()
    approved_by = TextField()
    answer = IntegerField()
    to_addressee = TextField()
    to_township = TextField()
    sealed = TextField()
    note = TextField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("terminal", "letter"), False),)


class LetterDraft(Record):
    """What waits for a second person: sealed for the office itself (`form` page), or for the receipt already (`form` file).

    `data` is the age file in base64; `state` is waiting, done or back.
    """

    id = AutoField()
    terminal = TextField()
    letter = IntegerField()
    office = TextField()
    step = TextField()
    form = TextField()
    data = TextField()
    state = TextField()
    writer = TextField()
    at = MomentField()
    why = TextField()

    class Meta:
        indexes = ((("terminal", "letter"), False),)


TABLES = (LetterArrived, LetterStep)
LOCAL_TABLES = (LetterDraft,)
