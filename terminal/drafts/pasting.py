"""Tables as people paste them from a spreadsheet, one row a line and cells parted by tabs, and as they are published."""

from terminal.text.blocks import Block, read_blocks


def rows(pasted: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a pasted table, head first, all equally long; a row without a tab is parted at commas and blanks."""
    found = [_cells(line) for line in pasted.split("\n") if line.strip()]
    widest = max((len(cells) for cells in found), default=0)
    return tuple(tuple([*cells, *[""] * (widest - len(cells))]) for cells in found)


def _cells(line: str) -> list[str]:
    if "\t" in line:
        return [cell.strip() for cell in line.split("\t")]
    for mark in ("|", "，"):
        if mark in line:
            return [cell.strip() for cell in line.strip("| ").split(mark)]
    return line.split()


def pasted(table: tuple[tuple[str, ...], ...]) -> str:
    """A table as it stands in the field."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("\\", "\\\\").replace("|", "\\|") for cell in cells) + " |"


def markdown(table: str) -> str:
    """The table as it is published; empty when there is none."""
    found = rows(table)
    if not found:
        return ""
    head, *body = found
    return "\n".join([_row(head), "|" + "---|" * len(head), *map(_row, body)])


def whole_text(text: str, table: str) -> str:
    """What is published: the words, then the table."""
    return "\n\n".join(filter(None, (text.strip("\n"), markdown(table))))


def parted(text: str) -> tuple[str, str]:
    """A published text back in its two fields: words, and its first table."""
    lines = text.split("\n")
    start = next((place for place, line in enumerate(lines) if line.lstrip().startswith("|")), None)
    if start is None:
        return text, ""
    end = start
    while end < len(lines) and lines[end].lstrip().startswith("|"):
        end += 1
    blocks = read_blocks("\n".join(lines[start:end]), "markdown")
    if len(blocks) != 1 or blocks[0].kind != "table":
        return text, ""
    words = "\n".join((*lines[:start], *lines[end:])).strip("\n")
    return words, pasted((blocks[0].head, *blocks[0].rows))


def block(table: str) -> Block | None:
    """The pasted table as a block; None when there is none."""
    found = rows(table)
    return Block("table", head=found[0], rows=found[1:]) if found else None
