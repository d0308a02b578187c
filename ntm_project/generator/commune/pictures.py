"""Small real files: a page as a scanner gives it, and a picture of a place."""

from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

from evidence.papers.uploads import ReceivedFile
from ntm_project.common.text import fold_letters

_FONT = "LiberationSerif-Regular.ttf"
_MARK = "TÀI LIỆU MINH HỌA, KHÔNG CÓ THẬT"
_SIZE = (620, 877)  # an A4 page at 75 dpi


def paper_picture(title: str, head: str, lines: list[str], signed: str) -> Image.Image:
    """A paper in the form of the office, marked as invented."""
    picture = Image.new("L", _SIZE, 252)
    draw = ImageDraw.Draw(picture)
    _write(draw, 40, ["ỦY BAN NHÂN DÂN", "XÃ SAO MAI (MINH HỌA)"], 13, left=110)
    _write(draw, 40, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"], 12, 440)
    _write(draw, 100, [head], 13, left=150)
    y = _write(draw, 150, wrap(title, 46), 19, left=310)
    for line in lines:
        y = _write(draw, y + 8, wrap(line, 78), 14, left=60, anchor="la")
    _write(draw, max(y + 40, 640), ["NGƯỜI LẬP", "", "", signed], 14, left=450)
    draw.rectangle((30, 800, 590, 838), outline=120)
    _write(draw, 812, [_MARK], 14, left=310)
    return picture


def place(shade: int, words: str) -> Image.Image:
    """A picture of a road between fields, with its place and the mark."""
    picture = Image.new("RGB", (640, 480), (170 + shade % 40, 205, 235))
    draw = ImageDraw.Draw(picture)
    draw.polygon(
        [(0, 250), (200, 170), (420, 240), (640, 190), (640, 480), (0, 480)], (96, 140, 92)
    )
    draw.rectangle((0, 290, 640, 480), (132, 170 + shade % 30, 88))
    draw.polygon([(290, 290), (330, 290), (500, 480), (140, 480)], (188, 184, 176))
    for tree in range(6):
        x = 30 + tree * 110 + shade % 25
        draw.rectangle((x + 10, 265, x + 14, 300), (96, 72, 52))
        draw.ellipse((x, 225, x + 26, 275), (52, 110 + shade % 40, 60))
    draw.rectangle((0, 440, 640, 480), (30, 30, 30))
    _write(draw, 450, [f"{words} (ảnh vẽ minh họa)"], 15, left=320, fill=(255, 255, 255))
    return picture


def _write(
    draw: ImageDraw.ImageDraw,
    top: int,
    lines: list[str],
    size: int,
    left: int,
    anchor: str = "ma",
    fill: int | tuple[int, int, int] = 40,
) -> int:
    """Lines below one another; where they end."""
    font, is_whole = _font(size)
    for line in lines:
        text = line if is_whole else fold_letters(line)
        draw.text((left, top), text, font=font, anchor=anchor, fill=fill)
        top += round(size * 1.35)
    return top


def _font(size: int) -> tuple[ImageFont.FreeTypeFont | ImageFont.ImageFont, bool]:
    """The font of papers; without it one that knows no Vietnamese letters."""
    try:
        return ImageFont.truetype(_FONT, size), True
    except OSError:
        return ImageFont.load_default(size), False


def received(picture: Image.Image, name: str) -> ReceivedFile:
    """The picture as a file that has just arrived: a JPEG, or a PDF of one page."""
    out = BytesIO()
    is_pdf = name.endswith(".pdf")
    picture.save(out, "PDF" if is_pdf else "JPEG", quality=60)
    return ReceivedFile.of(out.getvalue(), name, "application/pdf" if is_pdf else "image/jpeg")
