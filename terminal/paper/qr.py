"""QR codes as inline SVG: dark on white with a quiet zone in every theme."""

import segno
from markupsafe import Markup

LONGEST = 300  # bytes; a code with more cannot be read from an arm's length with an old phone
QUIET = 4


def qr(text: str, label: str) -> Markup:
    """The code for `text`, named `label` for those who cannot see it. Raises ValueError with a sentence."""
    size = len(text.encode())
    if not text or size > LONGEST:
        raise ValueError(f"二维码里要放 1 到 {LONGEST} 字节，这里有 {size} 字节。请换短一点的地址。")
    drawn = segno.make(text, error="m", micro=False, boost_error=False).svg_inline(
        border=QUIET, light="#fff", omitsize=True, title=label, svgclass="qr-code", lineclass=None
    )
    return Markup(drawn.replace("<svg ", '<svg role="img" shape-rendering="crispEdges" ', 1))
