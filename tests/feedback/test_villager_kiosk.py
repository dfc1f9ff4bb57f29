"""The touchscreen in the hall: no file dialog, its own camera and printer, a screen that is soon wiped."""

from pathlib import Path

from terminal.feedback import paper_slip
from tests.feedback.letters import FORM, RECEIPT, code_on, send


def test_at_the_kiosk_no_file_dialog_opens(kiosk_hall):
    page = kiosk_hall.get(FORM)
    assert not page.select("input[type=file]")
    assert "camera=(), microphone=()" in page.headers["Permissions-Policy"]


def test_a_kiosk_with_camera_and_microphone_may_use_them(kiosk_with_camera):
    page = kiosk_with_camera.get(FORM)
    assert all(one.get("hidden") is not None for one in page.select("input[type=file]"))
    assert "camera=(self), microphone=(self)" in page.headers["Permissions-Policy"]
    assert page.select("#camera video")


def test_the_screen_is_wiped_sooner_than_elsewhere(kiosk_hall):
    body = kiosk_hall.get(FORM).select("body")[0]
    assert (body.get("data-idle-warn"), body.get("data-idle-reset")) == ("40", "60")


def test_the_slip_is_printed_through_a_pipe_and_kept_nowhere(visit, monkeypatch, settings):
    printed = []
    monkeypatch.setattr(paper_slip.subprocess, "run", lambda command, **how: printed.append((command, how["input"])))
    monkeypatch.setattr("terminal.web.papers.printer", lambda: "hall")
    code = code_on(send(visit))
    visit.post(f"{RECEIPT}/slip", {"code": code}, 200)
    ((command, said),) = printed
    assert command[-1] == "-"
    assert code.replace(" ", "") not in "".join(command)
    assert code[:9].replace(" ", "  ").encode() in said
    assert not list(Path(settings.data).rglob("*.pdf"))


def test_without_a_printer_nothing_is_printed(visit):
    assert "抄下来" in visit.post(f"{RECEIPT}/slip", {"code": "0" * 16}, 422)
