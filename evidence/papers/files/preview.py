"""Pictures for looking at: small and upright, as pixels, which carry nothing the camera noted."""

import struct
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageFile

from evidence.papers.enums import FileType
from evidence.papers.files import limits
from evidence.papers.files.images import ORIENTATION
from evidence.papers.files.refusals import RefusedFile

# Pillow tries only the reader of the checked type: none of its forty others sees the file.
FORMATS = {FileType.JPEG: ("JPEG",), FileType.PNG: ("PNG",), FileType.WEBP: ("WEBP",)}
# EXIF 2.32, tag 0x0112: what undoes the way the camera was held.
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# Modes that are shrunk as they are; all others become one of these first.
DIRECT_MODES = {"L", "RGB", "RGBA", "CMYK"}
BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    RuntimeError,
    struct.error,
    IndexError,
    TypeError,
    Image.DecompressionBombError,
    # Pillow warns of damaged notes; where warnings are errors they come this way.
    Warning,
)

# Above this Pillow warns, above its double it refuses; our own check comes first and is sharper.
Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS


def shrunk_picture(file: BinaryIO, file_type: FileType, longest: int) -> Image.Image:
    """The picture upright, at most `longest` pixels a side, in grey or RGB.

    Raises `RefusedFile` where the picture cannot be decoded. Runs in the limited process (`jobs`).
    """
    file.seek(0)
    try:
        image = _shrunk(_opened(file, file_type), longest)
        # A picture that was small enough already has not been decoded until here.
        image.load()
    except BROKEN as error:
        raise RefusedFile("picture_damaged") from error
    return image


def _opened(file: BinaryIO, file_type: FileType) -> Image.Image:
    if file_type == FileType.HEIC:
        # libheif turns the picture itself; its EXIF must not turn it a second time.
        heif = pillow_heif.open_heif(file)
        _check_size(heif.size)
        return heif.to_pillow()
    # WeasyPrint, once imported, has the whole process decode cut-off pictures; we refuse them.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    image = Image.open(file, formats=FORMATS[file_type])
    _check_size(image.size)
    return image


def camera_notes(file: BinaryIO, file_type: FileType) -> Image.Exif:
    """What the camera noted in the picture (EXIF); nothing is decoded for it."""
    file.seek(0)
    if file_type == FileType.HEIC:
        notes = Image.Exif()
        notes.load(pillow_heif.open_heif(file).info.get("exif") or b"")
        return notes
    return Image.open(file, formats=FORMATS[file_type]).getexif()


def _check_size(size: tuple[int, int]) -> None:
    """Before the first pixel is decoded: the header that the decoder read may differ from ours."""
    width, height = size
    if width * height > limits.MAX_PIXELS:
        raise RefusedFile("too_many_pixels", width=width, height=height)


def _shrunk(image: Image.Image, longest: int) -> Image.Image:
    turn = None if image.format is None else UPRIGHT.get(_orientation(image))
    if image.mode.startswith(("I", "F")):
        # Sixteen bits of grey: Pillow would cut off above 255 instead of scaling.
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    elif image.mode not in DIRECT_MODES:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if image.mode == "RGBA":
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if image.mode != "L":
        image = image.convert("RGB")
    return image.transpose(turn) if turn is not None else image


def _orientation(image: Image.Image) -> int:
    try:
        value = image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1
    return value if isinstance(value, int) else 1
