"""How something came and what became of it, in words."""

from flask_babel import gettext as _


def way(name: str) -> str:
    return {"push": _("村里自己送来"), "pull": _("县里去拉"), "stick": _("U 盘")}.get(name, name)


WORD_TAGS = {"new": "done", "duplicate": "", "gap": "soon", "fork": "late", "stale-epoch": "late", "refused": "late"}


def word(name: str) -> tuple[str, str]:
    """What became of something that came, as a tag."""
    said = {
        "new": _("收下了"),
        "duplicate": _("已经有了"),
        "gap": _("前面还缺，先放着"),
        "fork": _("互相矛盾，待查"),
        "stale-epoch": _("旧的一段，待查"),
        "refused": _("没收"),
    }
    return WORD_TAGS.get(name, ""), said.get(name, name)
