"""The minutes of a meeting (decree 30, form 1.9): no date line, secretary left, chair right."""

import re
from collections.abc import Iterator

from ntm_project.common.clock import format_clock
from ntm_project.common.dates import format_date_line
from ntm_project.common.text import within_a_sentence
from reports.documents.authored import AuthoredBlock
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    Paragraph,
    Recipients,
    Signature,
    Title,
)
from reports.documents.kind import DocumentKind
from reports.documents.kinds.meeting_paper import (
    RELATED,
    MeetingRows,
    conclusion_words,
    initials_of,
    on_the_day,
    texts_of_meeting,
)
from reports.documents.typed_text import blocks_from_text
from reports.meetings.points import Member, Point, PointLine
from reports.meetings.sheet import sheet
from tasks.enums import AgendaKind, Honoured
from tasks.meeting_rules import deny_print_minutes
from tasks.models import Meeting

_NUMBER = re.compile(r"^(\d+)\. ")
BLOCKS = (
    AuthoredBlock(key="opinions", title="Ý kiến thảo luận"),
    AuthoredBlock(
        key="closing",
        title="Kết thúc",
        default="Biên bản đã được đọc cho người dự họp cùng nghe và thống nhất.",
    ),
)
MOST_LINES = 15  # of a point; the rest is counted, and stands with the meeting


def minutes_rows(meeting: Meeting) -> MeetingRows:
    """The meeting as it stands, or as it was closed; its chair signs as chair."""
    name = meeting.chaired_by.full_name if meeting.chaired_by else ""
    chair = Signature(("CHỦ TỌA",), name=name)
    texts = texts_of_meeting("meeting_minutes", meeting, BLOCKS)
    return MeetingRows(meeting, sheet(meeting), chair, initials_of(meeting), texts)


def minutes_document(rows: MeetingRows) -> Document:
    """The minutes as a list of blocks; the number stays blank until the clerk issues it."""
    meeting = rows.meeting
    writer = meeting.secretary.full_name if meeting.secretary else ""
    return Document(
        header=rows.header("BB", has_date=False),
        title=Title("BIÊN BẢN", (meeting.name, format_date_line(meeting.held_on))),
        blocks=tuple(_body(rows)),
        signature=rows.signature,
        recipients=Recipients(("Thành viên dự họp", "Lưu: VT, hồ sơ")),
        issuer_name=rows.issuer,
        written_by=Signature(("THƯ KÝ",), name=writer),
    )


def _body(rows: MeetingRows) -> Iterator[Block]:
    meeting, sheet = rows.meeting, rows.sheet
    yield Paragraph(f"Thời gian bắt đầu: {on_the_day(meeting)}.")
    if meeting.place:
        yield Paragraph(f"Địa điểm: {meeting.place}.")
    yield Heading(1, "Thành phần tham dự")
    if sheet.chair:
        yield Paragraph(f"Chủ trì (chủ tọa): đồng chí {sheet.chair}.")
    if sheet.secretary:
        yield Paragraph(f"Thư ký (người ghi biên bản): đồng chí {sheet.secretary}.")
    yield from _attendance(sheet.members)
    if guests := meeting.guests.splitlines():
        yield Paragraph(f"Khách mời: {'; '.join(g.rstrip(' .;') for g in guests if g.strip())}.")
    yield Heading(1, "Nội dung")
    for point in sheet.points:
        yield from _point(point)
    if opinions := rows.texts.blocks("opinions"):
        yield Heading(2, "Ý kiến thảo luận")
        yield from opinions
    yield from _conclusions(rows)
    if sheet.proposals:
        yield Heading(1, "Đề nghị khen thưởng")
        for one in sheet.proposals:
            noun = Honoured(one.honoured).label
            yield Bullet(f"{noun} {one.name}: {one.award}. Thành tích: {one.reason.rstrip(' .')}.")
    end = format_clock(meeting.end_time) if meeting.end_time else "…… giờ ……"
    yield from rows.texts.blocks("closing")
    yield Paragraph(f"Cuộc họp kết thúc vào {end}, {format_date_line(meeting.held_on)}")


def _attendance(members: list[Member]) -> Iterator[Block]:
    if not members:
        return
    here = [_named(one) for one in members if one.is_present]
    away = [one for one in members if not one.is_present]
    yield Paragraph(f"Có mặt: {len(here)}/{len(members)} thành viên: {'; '.join(here)}.")
    if away:
        names = "; ".join(f"{_named(o)}{f' ({o.reason})' if o.reason else ''}" for o in away)
        yield Paragraph(f"Vắng: {len(away)} thành viên: {names}.")


def _named(member: Member) -> str:
    return f"{member.name}, {member.title}" if member.title else member.name


def _point(point: Point) -> Iterator[Block]:
    """A point: what it was about, the figures in one sentence, the rows that were talked of."""
    yield Heading(2, point.title)
    yield from blocks_from_text(point.text)
    counted = [s for s in point.stats if s.text != "0" or len(point.stats) > 1]
    if counted:
        parts = [f"{s.label}: {s.text}{f' ({s.moved})' if s.moved else ''}" for s in counted]
        first, *others = parts
        yield Paragraph(f"{'; '.join([first, *map(within_a_sentence, others)])}.")
    elif point.stats:
        yield Paragraph("Không có.")
    elif point.empty and not point.lines and not point.text:
        yield Paragraph(point.empty)
    if point.kind == AgendaKind.STANDING:
        return  # its criteria stand on the board
    for line in point.lines[:MOST_LINES]:
        yield Bullet(_line(line))
    if (left := len(point.lines) - MOST_LINES) > 0:
        yield Paragraph(f"Còn {left} dòng khác lưu tại hồ sơ cuộc họp.", style="italic")


def _line(line: PointLine) -> str:
    text = _NUMBER.sub(r"Kết luận \1: ", line.text.rstrip(" .;").replace(" · ", ": "))
    parts = [text, line.who, line.note.rstrip(" ."), line.badge.lower()]
    return f"{'; '.join(part for part in parts if part)}."


def _conclusions(rows: MeetingRows) -> Iterator[Block]:
    summary, made = rows.meeting.summary, rows.sheet.conclusions
    if not summary and not made:
        return
    yield Heading(1, "Kết luận của chủ tọa")
    yield from blocks_from_text(summary)
    for row in made:
        yield Heading(2, conclusion_words(row), is_title=False)


KIND: DocumentKind[Meeting, MeetingRows] = DocumentKind(
    slug="meeting_minutes",
    title="Biên bản họp",
    preview_path="giao-ban/<key:pk>/bien-ban/",
    pdf_path="giao-ban/<key:pk>/bien-ban/pdf/",
    page="tasks:meeting",
    back="Về cuộc họp",
    button="Biên bản",
    model=Meeting,
    related=RELATED,
    deny=deny_print_minutes,
    rows=minutes_rows,
    document=minutes_document,
    blocks=BLOCKS,
    file_name=lambda meeting: f"Biên bản {meeting}",
)
