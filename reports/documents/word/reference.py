"""How a unit's own Word file has papers look: kept as a few numbers by the name of each style."""

from dataclasses import replace
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH

from evidence.authored.models import ReferenceFile
from ntm_project.common.numbers import format_count
from reports.documents.word.styles import LOOKS, Look
from villages.models import Unit

_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_SIZES, _MOST_GAP = (12, 144), 2_000  # half points; twentieths of a point
_BUILT_IN = {"normal": "Normal", "caption": "Caption"} | {
    f"heading {level}": f"Heading{level}" for level in (1, 2, 3)
}


def known_styles(styles: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Our key → the style of the file with one of our names or ids, for those that papers use."""
    names = {look.name.casefold(): key for key, look in LOOKS.items() if look.name} | _BUILT_IN
    found = {}
    for style in styles:
        key = names.get(style.get("name", "").casefold()) or style.get("id", "")
        if key in LOOKS:
            found[key] = style
    return found


def looks_for(unit: Unit) -> dict[str, Look]:
    """The looks of the unit's own file, over those of the decree; nothing where it has none."""
    row = ReferenceFile.objects.filter(unit=unit).first()
    styles = known_styles(row.styles) if row else {}
    return {key: _dressed(LOOKS[key], style) for key, style in styles.items()}


def _dressed(look: Look, style: dict[str, Any]) -> Look:
    changes: dict[str, Any] = {
        name: style[name] for name in ("font", "bold", "italic", "capitals") if name in style
    }
    if "size" in style:
        changes["size"] = min(max(style["size"], _SIZES[0]), _SIZES[1]) / 2
    for name in ("before", "after"):
        if name in style:
            changes[name] = min(style[name], _MOST_GAP) / 20
    if "indent" in style:
        changes["is_indented"] = bool(style["indent"])
    if style.get("align") in _ALIGN:
        changes["align"] = _ALIGN[style["align"]]
    return replace(look, **changes)


def taken_words(styles: list[dict[str, Any]]) -> str:
    """What the kept styles of a file set: each with its font and size, and that the others stay as
    the decree has them; a file without any of ours leaves head and signature alone."""
    known = known_styles(styles)
    setting = {key: style for key, style in known.items() if style.keys() - {"id", "name"}}
    named = [_style_words(key, style) for key, style in setting.items()]
    parts = [f"Lấy từ tệp: {'; '.join(named)}."] if named else []
    if left := len(LOOKS) - len(setting):
        parts.append(f"{format_count(left)} kiểu chữ khác giữ theo Nghị định 30.")
    if not any(LOOKS[key].name for key in setting):
        parts.append(
            "Tệp không đặt kiểu “VB …” nào: quốc hiệu, cơ quan, tên loại, nơi nhận và chữ ký không "
            "theo tệp."
        )
    return " ".join(parts)


def _style_words(key: str, style: dict[str, Any]) -> str:
    size = f"cỡ {_dressed(LOOKS[key], style).size:g}".replace(".", ",") if "size" in style else ""
    measures = [style.get("font", ""), size]
    in_brackets = ", ".join(filter(None, measures))
    name = LOOKS[key].name or style.get("name", key)
    return f"{name} ({in_brackets})" if in_brackets else name
