"""A project's draft as everybody reads it: the draft, the dossier, and what is public of it now."""

import msgspec

from terminal.drafts.shapes import Draft
from terminal.projects.changes import Change, differences
from terminal.projects.queries import Published
from terminal.projects.shapes import Dossier

OPEN, NOTE = "publish", "note"


class Work(msgspec.Struct, frozen=True):
    """A draft of a project; `public` is what stands there now, None for a project that is not public yet."""

    draft: Draft
    dossier: Dossier
    public: Published | None = None

    @property
    def id(self) -> int:
        return self.draft.id

    @property
    def changes(self) -> tuple[Change, ...]:
        """What this would change in what is public."""
        return differences(self.public.dossier, self.dossier) if self.public else ()

    @property
    def takes_back(self) -> bool:
        """Does it change or remove anything that was public?"""
        return any(one.how != "new" for one in self.changes)
