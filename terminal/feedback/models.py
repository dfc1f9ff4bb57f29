"""Cases and their steps, as the log tells them; and what is written for them and not said yet."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class FeedbackCase(Record):
    """One thing a villager said to this unit, as it stands now.

    `due_on` is the day that counts now, `first_due_on` the one that counted for the first answer (both promised),
    `legal_due_on` the last day by law where that is another. `deadlines` is the version of the table it was opened
    under. `level` is how the last answer was rated, 0 when it was not; `talked`: and talked over since. `round` counts how often it was taken up again; `recused` are the names of those who keep out of it.
    """

    origin = TextField()
    obj = TextField()
    number = TextField()
    lookup = TextField()
    category = TextField()
    about = TextField()
    text = TextField()
    name = TextField()
    phone = TextField()
    attachments = TextField()
    channel = TextField()
    received_on = DayField()
    opened_on = DayField()
    deadlines = TextField()
    due_on = DayField()
    first_due_on = DayField()
    legal_due_on = DayField(null=True)
    provisional = IntegerField()
    state = TextField()
    receiver = TextField()
    handler = TextField()
    recused = TextField()
    asks = IntegerField()
    extended = IntegerField()
    round = IntegerField()
    reply = TextField()
    answered_on = DayField(null=True)
    first_answered_on = DayField(null=True)
    level = IntegerField()
    talked = IntegerField()
    question = TextField()
    answer = TextField()
    published_on = DayField(null=True)
    index_no = TextField()
    withdrawn_why = TextField()
    merged_into = TextField()
    merged_on = DayField(null=True)
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = (
            (("origin", "number"), True),
            (("origin", "lookup"), True),
            (("origin", "state", "due_on"), False),
            (("origin", "about"), False),
            (("origin", "merged_into"), False),
        )


class FeedbackStep(Record):
    """What happened to a case: one row for each line of the log after the first.

    `words` is what was asked, added, answered or given as the reason; `more` is the new handler, the other case, the
    reasons of a rating or how a talk ended; `level` is 0 except for a rating.
    """

    origin = TextField()
    log_seq = IntegerField()
    obj = TextField()
    kind = TextField()
    at = MomentField()
    day = DayField()
    who = TextField()
    approved_by = TextField()
    words = TextField()
    more = TextField()
    level = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "log_seq")
        indexes = ((("origin", "obj", "log_seq"), False), (("origin", "kind", "day"), False))


class FeedbackDraft(Record):
    """What somebody writes for a case before it is said; see terminal/feedback/shapes.py Draft.

    `overruled` are finds let stand, as JSON; `writers` the names of those whose words are in it.
    """

    id = AutoField()
    obj = TextField(index=True)
    number = TextField()
    purpose = TextField()
    state = TextField()
    revision = IntegerField()
    author = IntegerField()
    author_name = TextField()
    writers = TextField()
    text = TextField()
    public = IntegerField()
    question = TextField()
    answer = TextField()
    overruled = TextField()
    note = TextField()
    saved_at = MomentField()
    saved_by = TextField()


TABLES = (FeedbackCase, FeedbackStep)
LOCAL_TABLES = (FeedbackDraft,)
