"""The sheets and styles of a Word document: sizes, gaps and margins of decree 30/2020/NĐ-CP.

Everything that is written bears one of these styles, so that a clerk changes a look in one place.
Those that Word knows (Normal, Heading 1–3, Caption) keep their names; ours begin with `VB`
(văn bản).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
SHORT_SIDE, LONG_SIDE = Mm(210), Mm(297)
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(20)
RIGHT_OF_A_LANDSCAPE = Mm(15)
PAGE_NUMBER_FROM_EDGE = Mm(10)
FIRST_LINE = Mm(12.7)

# The keys of our styles within the file; their names, which the clerk reads, stand in `LOOKS`.
BODY, CAPTION = "Normal", "Caption"
HEADINGS = {1: "Heading1", 2: "Heading2", 3: "Heading3"}
ISSUER, NATION, MOTTO, NUMBER, DATE = "VBIssuer", "VBNation", "VBMotto", "VBNumber", "VBDate"
DATE_13 = "VBDate13"  # of a place that fits the line in no other size
KIND, ABSTRACT, ATTACHED, BASIS = "VBKind", "VBAbstract", "VBAttached", "VBBasis"
CENTRED, RULE, PAGE_NUMBER = "VBCentred", "VBRule", "VBPageNumber"
SUBJECT = "VBSubject"
RECIPIENTS_LABEL, RECIPIENTS, SIGNATURE = "VBRecipientsLabel", "VBRecipients", "VBSignature"
CELLS = {11: "VBCell11", 12: "VBCell12", 13: "VBCell13"}


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the paragraphs of one style look; gaps and sizes in points, `sides` in millimetres."""

    name: str = ""  # none for a style of Word's own
    font: str = FONT
    size: float = 14
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.CENTER
    before: float = 0
    after: float = 0
    is_indented: bool = False
    sides: float = 0  # left free at either edge
    keeps_next: bool = False


_JUSTIFY, _LEFT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_BODY = Look(align=_JUSTIFY, before=6, is_indented=True)
_HEAD = replace(_BODY, align=_LEFT, bold=True, keeps_next=True)
LOOKS: dict[str, Look] = {
    BODY: _BODY,
    HEADINGS[1]: replace(_HEAD, capitals=True),
    HEADINGS[2]: _HEAD,
    HEADINGS[3]: _HEAD,
    CAPTION: Look(bold=True, before=8, after=6, keeps_next=True),
    ISSUER: Look(name="VB Cơ quan", size=13),
    NATION: Look(name="VB Quốc hiệu", size=13, bold=True),
    MOTTO: Look(name="VB Tiêu ngữ", bold=True),
    NUMBER: Look(name="VB Số, ký hiệu", size=13, before=5),
    SUBJECT: Look(name="VB Trích yếu công văn", size=12, before=6),
    DATE: Look(name="VB Địa danh, ngày", italic=True, before=5),
    DATE_13: Look(name="VB Địa danh dài, ngày", size=13, italic=True, before=5),
    KIND: Look(name="VB Tên loại", bold=True, sides=8, keeps_next=True),
    ABSTRACT: Look(name="VB Trích yếu", bold=True, sides=8, keeps_next=True),
    ATTACHED: Look(name="VB Kèm theo", italic=True, sides=8, keeps_next=True),
    BASIS: replace(_BODY, name="VB Căn cứ", italic=True),
    CENTRED: Look(name="VB Giữa dòng", before=6),
    RULE: Look(name="VB Đường kẻ", size=2),
    PAGE_NUMBER: Look(name="VB Số trang"),
    RECIPIENTS_LABEL: Look(
        name="VB Nơi nhận, nhãn", size=12, bold=True, italic=True, align=_LEFT, keeps_next=True
    ),
    RECIPIENTS: Look(name="VB Nơi nhận", size=11, align=_LEFT),
    SIGNATURE: Look(name="VB Chữ ký", bold=True),
    **{key: Look(name=f"VB Bảng {size}", size=size, align=_LEFT) for size, key in CELLS.items()},
}


# A report that is to keep to one page is set in the smaller of the sizes that the decree allows.
DENSE = {
    key: replace(look, size=13)
    for key, look in LOOKS.items()
    if key in {BODY, *HEADINGS.values(), BASIS, CENTRED, KIND, ABSTRACT, SIGNATURE}
}


def set_styles(file: WordFile, looks: Mapping[str, Look]) -> None:
    """Gives the file our styles, in black and in Vietnamese; `looks` stand in place of some."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _name_font(fonts)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    present = {style.style_id: style for style in file.styles}
    for key, look in (LOOKS | dict(looks)).items():
        _set_style(present.get(key) or _add_style(file, key, look.name), look)


def set_newest(file: WordFile) -> None:
    """Has the file laid out as by the Word of today: not “in compatibility mode”, and the rules of
    a table begin at the margin, where that of 2010 puts its words."""
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _add_style(file: WordFile, key: str, name: str) -> ParagraphStyle:
    made: ParagraphStyle = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.element.styleId = key
    made.base_style = file.styles["Normal"]
    return made


def _set_style(style: ParagraphStyle, look: Look) -> None:
    font, gaps = style.font, style.paragraph_format
    font.name = look.font
    _name_font(style.element.get_or_add_rPr().find(qn("w:rFonts")), look.font)
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.all_caps = look.capitals
    font.color.rgb = None  # the template's headings are blue
    gaps.alignment = look.align
    gaps.space_before, gaps.space_after = Pt(look.before), Pt(look.after)
    gaps.line_spacing_rule = WD_LINE_SPACING.SINGLE
    gaps.first_line_indent = FIRST_LINE if look.is_indented else Mm(0)
    gaps.left_indent = gaps.right_indent = Mm(look.sides)
    gaps.keep_with_next, gaps.keep_together, gaps.widow_control = look.keeps_next, False, True
    style.hidden, style.quick_style = False, True


def _name_font(fonts: Element, font: str = FONT) -> None:
    """One font for every script; the template names a theme's, which would win."""
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), font)


def set_sheet(section: Section, *, landscape: bool = False) -> None:
    """A4 with the decree's margins; pages counted from 1, the first without its number."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width = LONG_SIDE if landscape else SHORT_SIDE
    section.page_height = SHORT_SIDE if landscape else LONG_SIDE
    section.top_margin, section.bottom_margin, section.left_margin = TOP, BOTTOM, LEFT
    section.right_margin = RIGHT_OF_A_LANDSCAPE if landscape else RIGHT
    section.header_distance = PAGE_NUMBER_FROM_EDGE
    section.different_first_page_header_footer = True
    counted = section._sectPr.find(qn("w:pgNumType"))
    if counted is None:
        counted = OxmlElement("w:pgNumType")
        section._sectPr.insert_element_before(counted, "w:cols", "w:titlePg", "w:docGrid")
    counted.set(qn("w:start"), "1")


def put_code(section: Section, picture: BinaryIO, side: int) -> None:
    """A picture, so many millimetres wide, at the right of each foot of every section; each bears a
    number of its own, as Word wants it in one file."""
    section.footer_distance = Mm(2)
    for number, foot in enumerate((section.footer, section.first_page_footer), start=1):
        picture.seek(0)
        paragraph = foot.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        drawn = paragraph.add_run().add_picture(picture, width=Mm(side))
        drawn._inline.docPr.id = number


def number_pages(section: Section) -> None:
    """The number of the page, in the middle of the head; sections after it take it over."""
    paragraph = section.header.paragraphs[0]
    paragraph._p.style = PAGE_NUMBER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
