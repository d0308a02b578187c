"""Previews: small, upright, clean JPEGs of every kind of picture."""

import io
from collections.abc import Callable

import pytest
from PIL import Image

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.reading import preview as make_preview
from evidence.papers.files.refusals import RefusedFile
from tests.evidence.files import makers as m

SIZE = (2000, 1000)
# The camera's picture of an upright scene, for each way it was held (EXIF 2.32).
HELD = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data), formats=["JPEG"])
    image.load()
    return image


def corners(image: Image.Image) -> list[str]:
    """Which corners are dark."""
    width, height = image.size
    grey = image.convert("L")
    spots = {
        "nw": (5, 5),
        "ne": (width - 5, 5),
        "sw": (5, height - 5),
        "se": (width - 5, height - 5),
    }
    return [name for name, spot in spots.items() if grey.getpixel(spot) < 100]


@pytest.mark.parametrize("orientation", HELD)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_upright(kind: str, orientation: int) -> None:
    scene = m.picture((200, 100))
    turn = HELD[orientation]
    held = scene.transpose(turn) if turn is not None else scene
    data = m.saved(held, kind, exif=m.exif(orientation))
    file_type = {"JPEG": FileType.JPEG, "PNG": FileType.PNG, "WEBP": FileType.WEBP}[kind]
    image = opened(make_preview(io.BytesIO(data), file_type))
    assert image.size == (200, 100)
    assert corners(image) == ["nw"]


def test_heic_is_turned_once() -> None:
    held = m.picture((200, 100)).transpose(Image.Transpose.ROTATE_90)
    target = io.BytesIO()
    heif = m.pillow_heif.from_pillow(held)
    heif.info["exif"] = m.exif(6).tobytes()
    heif.save(target, quality=90)
    image = opened(make_preview(io.BytesIO(target.getvalue()), FileType.HEIC))
    assert image.size == (200, 100)
    assert corners(image) == ["nw"]


# Made where they are looked at: to make them all takes seconds of each process that collects.
PICTURES: dict[str, tuple[FileType, Callable[[], bytes]]] = {
    "jpg": (FileType.JPEG, lambda: m.jpeg(SIZE)),
    "cmyk": (FileType.JPEG, lambda: m.jpeg(SIZE, "CMYK")),
    "grey": (FileType.JPEG, lambda: m.jpeg(SIZE, "L")),
    "progressive": (FileType.JPEG, lambda: m.jpeg(SIZE, progressive=True)),
    "mpo": (
        FileType.JPEG,
        lambda: m.saved(m.picture(SIZE), "MPO", save_all=True, append_images=[m.picture()]),
    ),
    "png": (FileType.PNG, lambda: m.png(SIZE)),
    "palette": (FileType.PNG, lambda: m.png(SIZE, "P")),
    "bits": (FileType.PNG, lambda: m.png(SIZE, "1")),
    "la": (FileType.PNG, lambda: m.png(SIZE, "LA")),
    "rgba": (FileType.PNG, lambda: m.png(SIZE, "RGBA")),
    "16": (FileType.PNG, lambda: m.saved(_of_sixteen_bits(), "PNG")),
    "webp": (FileType.WEBP, lambda: m.saved(m.picture(SIZE), "WEBP")),
    "heic": (FileType.HEIC, lambda: m.heic(SIZE)),
}


def _of_sixteen_bits() -> Image.Image:
    return m.picture(SIZE, "L").convert("I").point(lambda v: v * 257).convert("I;16")


@pytest.mark.parametrize("name", PICTURES)
def test_every_kind_becomes_a_small_jpeg(name: str) -> None:
    file_type, made = PICTURES[name]
    file = io.BytesIO(made())
    image = opened(make_preview(file, file_type))
    assert image.size == (1600, 800)
    assert image.mode in {"RGB", "L"}
    assert corners(image) == ["nw"]
    assert opened(make_preview(file, file_type, limits.THUMBNAIL_LONGEST)).size == (240, 120)


def test_small_pictures_are_not_blown_up() -> None:
    assert opened(make_preview(io.BytesIO(m.jpeg()), FileType.JPEG)).size == (64, 48)


def test_transparent_parts_are_white() -> None:
    clear = m.saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")
    image = opened(make_preview(io.BytesIO(clear), FileType.PNG))
    assert image.getpixel((20, 20)) == (255, 255, 255)


def test_place_and_camera_are_left_out() -> None:
    notes = m.exif(1, located=True)
    data = m.jpeg(exif=notes, comment=b"DienThoaiCuaLan", icc_profile=b"HoSoMau" * 40)
    assert b"HangSanXuat" in data
    preview = make_preview(io.BytesIO(data), FileType.JPEG)
    assert not dict(opened(preview).getexif())
    for word in (b"HangSanXuat", b"DienThoaiCuaLan", b"HoSoMau", b"Exif"):
        assert word not in preview


@pytest.mark.parametrize(
    ("file_type", "data"),
    [
        (FileType.JPEG, m.png()),
        (FileType.JPEG, m.jpeg((640, 480))[:-400]),
        (FileType.PNG, m.png_header(600, 600)),
        (FileType.PNG, m.png_header(50_000, 50_000)),
        (FileType.WEBP, m.webp()[:40]),
        (FileType.HEIC, m.heic()[:300]),
        (FileType.HEIC, b"\0\0\0\x18ftypheic" + b"\0" * 50),
    ],
)
def test_what_cannot_be_decoded_is_refused(file_type: FileType, data: bytes) -> None:
    with pytest.raises(RefusedFile):
        make_preview(io.BytesIO(data), file_type)
