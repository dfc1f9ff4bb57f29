"""凭证照片: pictures of a month's vouchers, many at once, each to the number it belongs to."""
