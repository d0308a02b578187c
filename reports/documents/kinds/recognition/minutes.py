"""The minutes of the meeting that asks for recognition, with its vote (e.1, e.2)."""

from collections.abc import Iterator, Mapping

from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK, DAY_BLANK
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    Paragraph,
    Recipients,
    Signature,
)
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    archive,
    dossier_kind,
    header,
    title,
)
from reports.documents.office import nouns_of
from villages.enums import UnitLevel

BLOCKS = (
    AuthoredBlock(key="heard", title="Nội dung cuộc họp đã nghe"),
    AuthoredBlock(key="discussion", title="Ý kiến thảo luận"),
    AuthoredBlock(key="closing", title="Kết thúc cuộc họp"),
)


def _drawn(rows: DossierRows) -> Mapping[str, str]:
    return {
        "heard": "Cuộc họp nghe báo cáo kết quả thực hiện các tiêu chí của "
        f"{rows.unit.full_name} năm {rows.assessment.year} (tự đánh giá đạt {rows.count}) và tổng "
        "hợp ý kiến tham gia của các tổ chức và Nhân dân; thảo luận như sau:",
        "closing": f"Cuộc họp kết thúc vào {BLANK} giờ {BLANK} cùng ngày; biên bản đã đọc cho mọi "
        "người cùng nghe, thống nhất",
    }


def recognition_minutes_document(rows: DossierRows) -> Document:
    """The minutes; what the record does not have of the meeting is a dotted blank."""
    about = f"Họp {rows.unit.noun} đề nghị" if rows.is_village else "Họp đề nghị"
    return Document(
        header=header(rows, "BB", has_date=False),
        title=title(rows, "BIÊN BẢN", f"{about} xét công nhận"),
        blocks=tuple(_body(rows)),
        signature=Signature(("CHỦ TỌA",)),
        recipients=Recipients(("Thành viên dự họp", archive(rows, of_meeting=True))),
        issuer_name=rows.issuer,
        written_by=Signature(("THƯ KÝ",)),
    )


def _body(rows: DossierRows) -> Iterator[Block]:
    yield Paragraph(f"Thời gian bắt đầu: {BLANK} giờ {BLANK}, {DAY_BLANK}.")
    yield Paragraph(f"Địa điểm: {BLANK * 9}")
    yield Heading(1, "Thành phần")
    noun = rows.unit.noun
    if rows.is_village:
        yield Bullet(f"Số hộ của {noun}: {BLANK}; số hộ có đại diện dự họp: {BLANK}, đạt {BLANK}%.")
    else:
        yield Bullet(f"Ban Chỉ đạo, Ban quản lý {noun}: {BLANK} người dự/{BLANK} thành viên.")
        below = nouns_of(rows.unit.children.filter(level=UnitLevel.VILLAGE).order_by("order", "pk"))
        yield Bullet(f"Đại diện các đoàn thể, Ban phát triển các {below or 'thôn'}: {BLANK} người.")
    yield Bullet(f"Chủ trì: {BLANK * 9}")
    yield Bullet(f"Thư ký: {BLANK * 9}")
    yield Heading(1, "Nội dung")
    yield from rows.passage("heard")
    yield from rows.passage("discussion")
    yield Heading(1, "Biểu quyết")
    who = "Số người" if rows.is_village else "Số thành viên"
    yield Paragraph(
        f"{who} nhất trí đề nghị xét công nhận {rows.goal} năm {rows.assessment.year}: "
        f"{BLANK}/{BLANK}, đạt {BLANK}%."
    )
    yield Paragraph(f"{who} không nhất trí: {BLANK}; lý do: {BLANK * 6}")
    yield from rows.passage("closing")


KIND = dossier_kind(
    "recognition_minutes",
    "Biên bản họp đề nghị xét công nhận",
    "bien-ban-hop",
    recognition_minutes_document,
    blocks=BLOCKS,
    drawn=_drawn,
)
