"""File names as people gave them, made harmless, and as they go out in a header."""

import re
import unicodedata
from urllib.parse import quote

from evidence.papers.files.limits import MAX_NAME_BYTES, MAX_ORIGINAL_CHARS
from ntm_project.common.text import clean_line, fold_letters

EMPTY_STEM = "tep"
# Windows keeps these for devices, with any ending ("CON.pdf"); the raised digits count as digits.
# "Con đường.jpg" is an honest Vietnamese name: only the word alone counts.
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\.|$)", re.I)
FORBIDDEN = re.compile(r'[<>:"|?*]')
DRIVE = re.compile(r"^[A-Za-z]:")
# Longer endings are words after a dot ("Tờ trình.Ban Phát triển"), figures are days and years ("Báo
# cáo 12.2024"): not types of files.
EXTENSION = re.compile(r"\.(?!\d+$)([A-Za-z0-9]{1,10})$")
# RFC 5987 `attr-char` beside letters and digits.
ATTR_CHARS = "!#$&+-.^_`|~"


def extension_of(name: str) -> str:
    """The ending of a cleaned name in lower case without its dot; empty where there is none."""
    found = EXTENSION.search(name)
    return found[1].lower() if found else ""


def clean_name(raw: str, extension: str = "") -> str:
    """A name for showing and saving: NFC, Vietnamese kept, no path, no trick, ≤ 255 bytes.

    `extension` (without dot) is what a name without an ending gets.
    """
    text = "".join(map(_writable, re.split(r"[/\\]", raw)[-1]))
    text = FORBIDDEN.sub("_", DRIVE.sub("", clean_line(text)))
    text = _trimmed(text)
    if not text or (extension and text.lower() == extension):
        text = EMPTY_STEM
    if extension and not extension_of(text):
        text = f"{text}.{extension}"
    if RESERVED.match(text):
        text = f"{EMPTY_STEM}-{text}"
    return _within_bytes(text)


def with_extension(name: str, extension: str) -> str:
    """The cleaned name with another ending."""
    return _within_bytes(EXTENSION.sub("", name) + f".{extension}")


def original_name(raw: str) -> str:
    """The name as it was given, without the characters that no database holds; of a very long one
    its beginning and its ending."""
    name = "".join(char for char in raw if char != "\0" and unicodedata.category(char) != "Cs")
    half = MAX_ORIGINAL_CHARS // 2
    return name if len(name) <= MAX_ORIGINAL_CHARS else name[: half - 1] + "…" + name[-half:]


def content_disposition(name: str, inline: bool) -> str:
    """The header value of RFC 6266: the name in UTF-8, and in ASCII for old programs."""
    name = clean_name(name)
    kind = "inline" if inline else "attachment"
    plain = "".join(char if char.isascii() and char.isprintable() else "_" for char in _bare(name))
    # A quote or backslash ends the string early; some browsers decode a percent sign here.
    plain = re.sub(r'["\\%]', "_", plain)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe=ATTR_CHARS)}"


def _writable(char: str) -> str:
    """A blank for a control character, nothing for an unseen mark or half a letter."""
    category = unicodedata.category(char)
    return {"Cc": " ", "Cf": "", "Cs": ""}.get(category, char)


def _bare(name: str) -> str:
    """The name without diacritics, capitals kept."""
    pairs = zip(name, fold_letters(name), strict=True)
    return "".join(bare.upper() if char.isupper() else bare for char, bare in pairs)


def _trimmed(text: str) -> str:
    """Without what hides a file (leading dot), looks like an option (dash), or Windows drops."""
    return text.lstrip(" .-").rstrip(" .")


def _within_bytes(text: str) -> str:
    """The name cut to 255 bytes of UTF-8, its ending kept, no letter cut in two."""
    if len(text.encode()) <= MAX_NAME_BYTES:
        return text
    found = EXTENSION.search(text)
    stem, ending = (text[: found.start()], found[0]) if found else (text, "")
    cut = stem.encode()[: MAX_NAME_BYTES - len(ending)].decode(errors="ignore")
    return cut.rstrip(" .") + ending
