"""The process that takes uploaded files apart (run with -m, the kind as its argument)."""

from terminal.uploads import apart
from terminal.uploads.shapes import Answer, Upload

TOO_BIG = "这个文件太大太复杂，没能读完。请只留要公开的内容，另存一份再传。"


def open_file(data: bytes, kind: str) -> Answer:
    """Takes the file apart as what it was recognised to be. Raises Unreadable."""
    return Answer(upload=_open(data, kind))


def _open(data: bytes, kind: str) -> Upload:
    if kind == "docx":
        from terminal.uploads.word import open_word

        return open_word(data)
    if kind == "xlsx":
        from terminal.uploads.workbook import open_workbook

        return open_workbook(data)
    if kind == "pdf":
        from terminal.uploads.pdf import open_pdf

        return open_pdf(data)
    from terminal.uploads.picture import open_picture

    return open_picture(data, "png" if kind == "png" else "jpeg")


if __name__ == "__main__":
    apart.serve(open_file, Answer, TOO_BIG)
