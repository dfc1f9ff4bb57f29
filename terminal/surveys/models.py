"""Questionnaires and their counts; and, on this machine only, drafts and the counts no log line holds yet."""

from peewee import AutoField, CompositeKey, IntegerField, TextField

from terminal.store.base import DayField, MomentField, Record


class Survey(Record):
    """A published questionnaire; `questions` are shapes.py Question, `sheets` how many the log has counted."""

    origin = TextField()
    obj = TextField()
    number = IntegerField()
    title = TextField()
    why = TextField()
    questions = TextField()
    starts_on = DayField()
    ends_on = DayField()
    publisher = TextField()
    written_by = TextField()
    confirmed_by = TextField()
    closed_on = DayField(null=True)
    closed_why = TextField()
    sheets = IntegerField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj")
        indexes = ((("origin", "number"), True),)


class SurveyCount(Record):
    """How often a choice was tapped; `place` and `choice` count from 1."""

    origin = TextField()
    obj = TextField()
    place = IntegerField()
    choice = IntegerField()
    count = IntegerField()
    log_seq = IntegerField()

    class Meta:
        primary_key = CompositeKey("origin", "obj", "place", "choice")


class SurveyDraft(Record):
    """A questionnaire being written; `content` is shapes.py Questionnaire, `writer` whoever saved it last."""

    id = AutoField()
    state = TextField()
    revision = IntegerField()
    writer = IntegerField()
    writer_name = TextField()
    content = TextField()
    saved_at = MomentField()
    number = IntegerField()


class SurveyWaiting(Record):
    """How many sheets no log line holds yet, and the day of the last."""

    obj = TextField(primary_key=True)
    sheets = IntegerField()
    last_on = DayField()


class SurveyWaitingCount(Record):
    """What those sheets say, already added up: no row is one person's."""

    obj = TextField()
    place = IntegerField()
    choice = IntegerField()
    count = IntegerField()

    class Meta:
        primary_key = CompositeKey("obj", "place", "choice")


class SurveyForm(Record):
    """The chance number of a sheet that was counted, so that the same one counts once; forgotten after a day."""

    form = TextField(primary_key=True)
    counted_on = DayField()


TABLES = (Survey, SurveyCount)
LOCAL_TABLES = (SurveyDraft, SurveyWaiting, SurveyWaitingCount, SurveyForm)
