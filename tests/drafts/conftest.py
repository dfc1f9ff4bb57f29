"""A cadre at the desk, and a draft of theirs."""

import pytest

from terminal.staff.rules import Role
from tests.drafts.office import filled
from tests.staff.people import sign_in


@pytest.fixture
def desk(visit):
    """A cadre at the desk; `desk.post` sends the token along."""
    me = sign_in(visit, Role.CADRE)
    plain = visit.post

    def post(path, data=None, **options):
        return plain(path, {"token": me.token, **(data or {})}, **options)

    visit.post, visit.me = post, me.person
    return visit


@pytest.fixture
def draft(desk):
    return filled(desk.me)
