"""问卷: what the unit asks its people, answered without a name, shown as counts."""
