"""People at the desk of the feedback box, each in a browser of their own."""

from tests.staff.people import sign_in
from tests.visit import Visit

LIST = "/desk/feedback/"


def seated(kiosk, role, **changes):
    """Somebody at the desk; `post` sends the token along."""
    visit = Visit(kiosk)
    me, plain = sign_in(visit, role, **changes), visit.post
    visit.post = lambda path, data=None, **options: plain(path, {"token": me.token, **(data or {})}, **options)
    visit.me = me.person
    return visit


def at(case, verb=""):
    return f"{LIST}{case.number}" + (f"/{verb}" if verb else "")
