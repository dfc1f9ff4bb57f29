"""Paper and pictures: PDF sheets, charts and QR codes, the same on the screen and on the wall."""
