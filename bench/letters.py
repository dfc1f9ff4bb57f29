"""One letter to an office as a finger writes it: at the panel with its camera, or with files as from a phone."""

import base64
import io
import os
import random
import secrets

import msgspec
from PIL import Image
from playwright.sync_api import Page

from bench import needles

SLICE = 48  # bytes out of the middle of a photograph or a voice
SYLLABLES = "梧桐鹧鸪蒹葭琥珀翡翠琵琶蝴蝶芙蓉茉莉蜻蜓鸳鸯玛瑙胭脂崎岖葡萄"
VOICE = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04" + b"\0" * 60 + b"A_OPUS" + b"\0" * 400
DISTINCT = 30  # different bytes in a piece that other files do not have too
FILES = """async () => {
  const found = [];
  for (const input of document.querySelectorAll("#letter input[type=file]"))
    for (const file of input.files) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      found.push(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")));
    }
  return found;
}"""


class Said(msgspec.Struct, frozen=True):
    """What stands in the letters of a run: chance words, so that nobody else on the machine has written them."""

    words: str
    name: str
    phone: str

    @classmethod
    def by_chance(cls) -> "Said":
        chance = random.SystemRandom()
        phone = f"0990-{chance.randrange(10**8):08}"
        return cls(_some(chance, 12), _some(chance, 6), phone)

    def needles(self) -> dict[bytes, str]:
        said = {"words": self.words, "name": self.name, "telephone": self.phone}
        return {shape: name for name, words in said.items() for shape in needles.of_words(words)}


def _some(chance: random.Random, count: int) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(count))


def _turn(page: Page) -> None:
    page.locator("[data-turn='1']").tap()


def write(page: Page, said: Said, number: int, category: str, receiver: str) -> None:
    page.goto("/feedback/new")
    page.locator(f".pick:has([value={category}])").tap()
    _turn(page)
    page.locator(f".who:has([value={receiver}])").tap()
    _turn(page)
    page.locator("#field-text").fill(f"第{number}封：{said.words}")
    _turn(page)
    page.locator("#field-name").fill(said.name)
    page.locator("#field-phone").fill(said.phone)


def take_picture_and_speak(page: Page) -> None:
    page.locator("[data-camera]").tap()
    page.locator("[data-take]:enabled").tap()
    page.locator(".taken li").first.wait_for()
    page.locator("[data-record]").tap()
    page.locator("[data-timer]", has_not_text="0:00").wait_for()
    page.locator("[data-record]").tap()
    page.locator("[data-play]:enabled").wait_for()


def _photograph(said: Said) -> bytes:
    """More than 500 kB, whose EXIF says the words."""
    noise = Image.frombytes("RGB", (800, 600), os.urandom(800 * 600 * 3))
    exif = Image.Exif()
    exif[0x010E] = exif[0x9286] = said.words
    made = io.BytesIO()
    noise.save(made, "JPEG", quality=92, exif=exif)
    return made.getvalue()


def send_along(page: Page, said: Said) -> None:
    photo = {"name": f"{said.words}.jpg", "mimeType": "image/jpeg", "buffer": _photograph(said)}
    voice = VOICE + secrets.token_bytes(4 * SLICE) + said.words.encode() + secrets.token_bytes(4 * SLICE)
    page.set_input_files("#photos", [photo])  # type: ignore[list-item]  # a dict is what it takes
    page.set_input_files("input[name=voice]", {"name": "voice.webm", "mimeType": "audio/webm", "buffer": voice})


def hand_in(page: Page) -> str:
    """Through the last step; the code off the slip, which is wiped then."""
    _turn(page)
    page.locator("[data-send]").tap()
    page.locator(".code").wait_for()
    code = "".join(page.locator(".code b").all_inner_texts())
    page.locator("[data-done]").tap()
    page.wait_for_url("**/attract*")
    return code


def look_up(page: Page, code: str) -> None:
    page.goto("/feedback/receipt")
    for digit in code:
        page.locator(f"[data-key='{digit}']").tap()
    page.locator("#look-up button.btn--main").tap()
    page.locator("#says").wait_for()


def pieces(page: Page) -> list[bytes]:
    """Out of each file the form is about to send."""
    return [piece(base64.b64decode(one)) for one in page.evaluate(FILES)]


def piece(data: bytes) -> bytes:
    """Bytes of a photograph or a voice that are nowhere else by chance: from its middle on, else from its beginning."""
    middle = len(data) // 2
    starts = [*range(middle, len(data) - SLICE), *range(middle)]
    return next(data[start:][:SLICE] for start in starts if len(set(data[start : start + SLICE])) >= DISTINCT)
