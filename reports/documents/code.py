"""The code at the foot of each page: an address as a QR, for the sheet and for Word."""

from io import BytesIO

import segno

SIDE = 15  # mm, within the bottom margin of 20 mm


def code_style(address: str) -> str:
    """The style that puts the code into the bottom right corner of each page; "" for none."""
    if not address:
        return ""
    code = segno.make(address, error="m")
    modules, _ = code.symbol_size(border=0)
    uri = code.svg_data_uri(border=0, scale=round(SIDE / modules, 4), unit="mm", xmldecl=False)
    box = f'content: url("{uri}"); text-align: right; vertical-align: middle;'
    return f"@page {{ @bottom-right {{ {box} }} }}"


def code_picture(address: str) -> BytesIO:
    """The QR code of an address as a PNG, for Word."""
    made = BytesIO()
    segno.make(address, error="m").save(made, kind="png", scale=8, border=0)
    made.seek(0)
    return made
