"""When a paper was entered, in words: the time its line says, or the two times it must lie between."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _

from terminal.proof.witness import Witness


def when(one: Witness, say: Callable[[datetime], str]) -> str:
    """Empty for a paper that was entered nowhere; `say` puts a moment into words."""
    if one.at is None:
        return ""
    if one.doubt is None:
        return say(one.at)
    after, until = one.doubt.after, one.doubt.until
    if after and until:
        return _("%(after)s 到 %(until)s 之间（机器的时钟当时不准）", after=say(after), until=say(until))
    if after:
        return _("%(after)s 以后（机器的时钟当时不准）", after=say(after))
    if until:
        return _("%(until)s 以前（机器的时钟当时不准）", until=say(until))
    return _("说不准什么时候（机器的时钟当时不准）")
