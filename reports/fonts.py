"""The document font: the file the system resolves, and whether it draws all of Vietnamese."""

import subprocess
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

# Families with the widths of Times New Roman, in the order of the stylesheet.
FAMILIES = ("Times New Roman", "Tinos", "Liberation Serif")
# Draws the signs that those lack, and a tick must stay a tick on paper.
SIGN_FAMILY = "DejaVu Sans"
SIGNS = frozenset("☐☑☒✓✔✕✗✘")
STYLES = ("", ":bold", ":italic", ":bold:italic")
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
# 12 vowels in 6 tones and đ, both cases: 146 with the ASCII ones, all are required.
VIETNAMESE = frozenset(
    normalize("NFC", letter + tone) for letter in _VOWELS + _VOWELS.upper() for tone in _TONES
) | {"đ", "Đ"}


FontFile = tuple[str, Path]  # the family, and its file


def _font_file(pattern: str) -> FontFile | None:
    """What fontconfig gives for the pattern; None when it does not answer."""
    command = ["fc-match", "-f", "%{family[0]}|%{file}", pattern]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    family, _, file = answer.stdout.partition("|")
    return family, Path(file)


def font_files() -> tuple[FontFile, ...]:
    """What fontconfig gives for the four styles; empty when it does not answer."""
    found = []
    for style in STYLES:
        if (file := _font_file(FAMILIES[0] + style)) is None:
            return ()
        found.append(file)
    return tuple(found)


def drawable(file: Path) -> frozenset[int]:
    """The code points that a font file draws."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - 45 ms, needed once, if at all

    with TTFont(file, lazy=True, fontNumber=0) as font:
        return frozenset(font.getBestCmap() or {})


# What is installed stays as it is while the process lives: fontconfig is called once for each.
@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """The code points that all four styles of the document font draw, or for ticks the font of
    signs; empty without a font."""
    files = font_files()
    if not files:
        return frozenset()
    return frozenset.intersection(*(drawable(file) for _, file in files)) | sign_glyphs()


@lru_cache(maxsize=1)
def sign_glyphs() -> frozenset[int]:
    """The ticks and boxes that the font of signs draws; empty where it is not installed."""
    found = _font_file(SIGN_FAMILY)
    if found is None or found[0] != SIGN_FAMILY:
        return frozenset()
    return frozenset(map(ord, SIGNS)) & drawable(found[1])


@lru_cache(maxsize=1)
def font_fault() -> str:
    """Empty when the document font is right, else one Vietnamese sentence on what to do."""
    return fault_of_fonts(font_files())


def fault_of_fonts(files: tuple[FontFile, ...]) -> str:
    """The fault of these resolved fonts, or an empty string."""
    if not files:
        return "Chưa in được PDF vì máy chủ thiếu fontconfig; hãy cài gói fontconfig."
    strange = sorted({family for family, _ in files if family not in FAMILIES})
    if strange:
        return (
            "Chưa in được PDF vì máy chủ không có phông chữ kiểu Times New Roman "
            f"(đang thay bằng {', '.join(strange)}); hãy cài gói fonts-liberation2."
        )
    for family, file in files:
        lacking = {ord(letter) for letter in VIETNAMESE} - drawable(file)
        if lacking:
            return (
                f"Chưa in được PDF vì phông chữ {family} trên máy chủ thiếu {len(lacking)} "
                "chữ cái tiếng Việt; hãy cài gói fonts-liberation2."
            )
    return ""
