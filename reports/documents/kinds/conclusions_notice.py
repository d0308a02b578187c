"""The notice of what a meeting concluded (`docs/domain/documents.md` d)."""

from collections.abc import Iterator

from evidence.issued.rules import NotBefore
from ntm_project.common.dates import format_date_line
from reports.documents.authored import AuthoredBlock
from reports.documents.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    Recipients,
    Title,
)
from reports.documents.kinds.meeting_paper import (
    MeetingRows,
    conclusion_words,
    initials_of,
    keep_names,
    leading,
    meeting_kind,
    place_of,
    signature_of,
    texts_of_meeting,
    villages_word,
)
from reports.documents.numbering import with_archive
from reports.documents.office import party_and_council
from reports.documents.typed_text import blocks_from_text, typed_lines
from reports.meetings.sheet import sheet
from tasks.models import Meeting
from tasks.rules import deny_print_minutes

BLOCKS = (
    AuthoredBlock(
        key="follow_up",
        title="Theo dõi, đôn đốc",
        help="Ví dụ: Giao đồng chí … theo dõi, đôn đốc, báo cáo tại cuộc họp sau.",
    ),
    AuthoredBlock(
        key="closing",
        title="Lời kết của thông báo",
        help=(
            "{cuộc họp} in thành tên cuộc họp, {cơ quan} thành cơ quan ban hành, {các thôn} thành "
            "các thôn, xóm, tổ dân phố như xã gọi."
        ),
        default=(
            "Trên đây là kết luận tại cuộc họp, {cơ quan} thông báo để các cơ quan, đơn vị, "
            "{các thôn} biết, thực hiện."
        ),
    ),
)


def notice_rows(meeting: Meeting) -> MeetingRows:
    """The meeting as it is, or as it was closed."""
    shown = sheet(meeting, with_points=False)
    keep_names(meeting, shown)
    texts = texts_of_meeting("conclusions_notice", meeting, BLOCKS)
    signed = signature_of(meeting, shown.chair_name), initials_of(meeting)
    return MeetingRows(meeting, shown, *signed, texts)


def notice_document(rows: MeetingRows) -> Document:
    """The notice as a list of blocks; number and date stay blank until the clerk issues it."""
    meeting = rows.meeting
    return Document(
        header=rows.header("TB"),
        title=Title("THÔNG BÁO", (f"Kết luận{_by_whom(rows)}", f"tại {rows.gathering}")),
        blocks=tuple(_body(rows)),
        signature=rows.signature,
        recipients=Recipients(_recipients(meeting)),
        issuer_name=rows.issuer,
    )


def _by_whom(rows: MeetingRows) -> str:
    """` của đồng chí Đinh Văn Tám – Phó Chủ tịch UBND xã`; without a name nobody is named."""
    name = rows.sheet.chair_name
    if not name:
        return ""
    of_chair, _, office = rows.sheet.chair.partition(", ")
    known = f" – {office}" if office and of_chair == name else ""
    return f" của đồng chí {name}{known}"


def _recipients(meeting: Meeting) -> tuple[str, ...]:
    written = typed_lines(meeting.recipients)
    usual = (party_and_council(meeting.unit), "Thành viên dự họp", villages_word(meeting))
    return with_archive(written or usual)


def _body(rows: MeetingRows) -> Iterator[Block]:
    meeting, sheet = rows.meeting, rows.sheet
    follows = tuple(_conclusions(rows))
    place = f", tại {where}" if (where := place_of(meeting)) else ""
    chair = f"đồng chí {leading(sheet.chair)}" if sheet.chair else f"{rows.issuer} tổ chức"
    here = sum(one.is_present for one in sheet.members)
    came = f" Tham dự có {here}/{len(sheet.members)} thành viên." if sheet.members else ""
    on = format_date_line(meeting.held_on).capitalize()
    by = f"đồng chí {sheet.chair_name}" if sheet.chair_name else "chủ tọa"
    heard = f"Sau khi nghe báo cáo và ý kiến của các đại biểu, {by} kết luận như sau:"
    yield Paragraph(
        f"{on}{place}, {chair} {rows.gathering}.{came} {heard if follows else ''}".rstrip()
    )
    yield from follows
    yield from rows.texts.blocks("closing")


def _conclusions(rows: MeetingRows) -> Iterator[Block]:
    meeting, sheet = rows.meeting, rows.sheet
    if meeting.summary:
        yield Heading(2, "Đánh giá chung")
        yield from blocks_from_text(meeting.summary)
    if sheet.conclusions:
        yield Heading(2, "Nhiệm vụ trọng tâm")
        for made in sheet.conclusions:
            yield Heading(3, conclusion_words(made, sheet.members), is_title=False)
    if follow_up := rows.texts.blocks("follow_up"):
        yield Heading(2, "Theo dõi, đôn đốc")
        yield from follow_up


def nothing_concluded(rows: MeetingRows) -> str:
    """Why the notice is neither checked nor issued where it would give notice of nothing, or ""."""
    if any(_conclusions(rows)):
        return ""
    return "Cuộc họp chưa ghi đánh giá, kết luận nào nên chưa có gì để thông báo."


def conclusions_doubts(rows: MeetingRows) -> tuple[str, ...]:
    """The doubts shown beside the notice: a meeting without conclusions gives nothing to
    announce."""
    if rows.sheet.conclusions:
        return ()
    return ("Cuộc họp chưa ghi kết luận nào nên thông báo chưa có nhiệm vụ.",)


KIND = meeting_kind(
    "Thông báo kết luận",
    slug="conclusions_notice",
    title="Thông báo kết luận",
    preview_path="giao-ban/<key:pk>/thong-bao/",
    deny=deny_print_minutes,
    blocks=BLOCKS,
    rows=notice_rows,
    document=notice_document,
    fault=nothing_concluded,
    doubts=conclusions_doubts,
    not_before=lambda meeting, _rows: NotBefore(meeting.held_on),
)
