"""The minutes of a meeting (decree 30, form 1.9): no date line, secretary left, chair right."""

import re
from collections.abc import Iterator

from django.utils.text import capfirst

from evidence.issued.rules import NotBefore
from ntm_project.common.clock import formal_clock
from ntm_project.common.dates import format_date_line, format_day
from ntm_project.common.numbers import format_count, with_counts
from ntm_project.common.text import spoken, uncapitalised, within_a_sentence
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK, TIME_BLANK
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
from reports.documents.kinds.meeting_paper import (
    MeetingRows,
    as_comrade,
    conclusion_words,
    guests_of,
    initials_of,
    is_opened_by,
    keep_names,
    leading,
    meeting_kind,
    name_in_sentence,
    record_url,
    texts_of_meeting,
    title_on_paper,
)
from reports.documents.known import entered_later
from reports.documents.typed_text import blocks_from_text
from reports.meetings.agenda import UNLED
from reports.meetings.points import GENERAL, Member, Point, PointLine, ShownMeeting, Stat
from reports.meetings.sheet import sheet
from reports.pages import UPPER
from tasks.enums import AgendaKind, Honoured
from tasks.models import Meeting
from tasks.rules import deny_print_minutes
from villages.titles import with_title

_NUMBER = re.compile(r"^(\d+)\. ")
# How a clerk begins a sentence on what the record shows of a point: before all its figures,
_OPENINGS = {
    AgendaKind.STANDING: "Cuộc họp nghe báo cáo tình hình thực hiện đến ngày {day}:",
    AgendaKind.CHANGES: "So với cuộc họp trước:",
    AgendaKind.CONCLUDED: "Cuộc họp rà soát việc thực hiện kết luận của cuộc họp trước:",
}
# or before how many rows it has.
_COUNTED = {
    AgendaKind.OVERDUE: "Cuộc họp kiểm điểm",
    AgendaKind.OBSTACLES: "Cuộc họp xem xét",
    AgendaKind.RETURNED: "Cuộc họp xem xét",
}
# What moved, by the name of its figure.
_MOVED = {
    "Mới đạt": "tiêu chí mới đạt",
    "Không còn đạt": "tiêu chí không còn đạt",
    "Mới quá hạn": "việc mới quá hạn",
    "Việc đã xong": "việc đã xong",
}
# Whose lines name who leads.
_LED = (AgendaKind.CONCLUDED, AgendaKind.OVERDUE, AgendaKind.OBSTACLES)
BLOCKS = (
    AuthoredBlock(key="opinions", title="Ý kiến thảo luận"),
    AuthoredBlock(
        key="closing",
        title="Kết thúc",
        default="Biên bản đã được đọc cho người dự họp cùng nghe và thống nhất.",
    ),
)
# Figures of what nobody recorded: none of none, and no sum at all.
_NOTHING = ("0/0", "0 đồng")
MOST_LINES = 15  # of a point; the rest is counted, and stands with the meeting


def minutes_rows(meeting: Meeting) -> MeetingRows:
    """The meeting as it is, or as it was closed; its chair signs as chair."""
    shown = sheet(meeting)
    keep_names(meeting, shown)
    chair = Signature(("CHỦ TỌA",), name=shown.chair_name)
    texts = texts_of_meeting("meeting_minutes", meeting, BLOCKS)
    return MeetingRows(meeting, shown, chair, initials_of(meeting), texts)


def minutes_document(rows: MeetingRows) -> Document:
    """The minutes as a list of blocks; the number stays blank until the clerk issues it."""
    meeting = rows.meeting
    return Document(
        header=rows.header("BB", has_date=False),
        title=Title("BIÊN BẢN", (_of_what(rows), format_date_line(meeting.held_on))),
        blocks=tuple(_body(rows)),
        signature=rows.signature,
        recipients=Recipients(("Thành viên dự họp", "Lưu: VT, hồ sơ")),
        issuer_name=rows.issuer,
        written_by=Signature(("THƯ KÝ",), name=rows.sheet.secretary_name),
    )


def _of_what(rows: MeetingRows) -> str:
    """`Họp giao ban tháng 6`: what the minutes are of (decree 30, form 1.9)."""
    return capfirst(rows.gathering.removeprefix("cuộc "))


def _body(rows: MeetingRows) -> Iterator[Block]:
    meeting, sheet = rows.meeting, rows.sheet
    yield Paragraph(f"Thời gian bắt đầu: {rows.begins}.")
    yield Paragraph(f"Địa điểm: {rows.place}.")
    yield Heading(1, "Thành phần tham dự")
    chair = sheet.chair or rows.facts.left("chaired_by", BLANK * 2)
    yield Paragraph(f"Chủ trì (chủ tọa): đồng chí {chair}.")
    secretary = sheet.secretary or rows.facts.left("secretary", BLANK * 2)
    yield Paragraph(f"Thư ký (người ghi biên bản): đồng chí {secretary}.")
    yield from _attendance(sheet.members)
    if guests := guests_of(meeting):
        yield Paragraph(f"Khách mời: {'; '.join(guests)}.")
    yield Heading(1, "Nội dung")
    points = [point for point in sheet.points if _is_on_paper(point)]
    if sheet.chair and points:
        count = f"{format_count(len(points))} " if len(points) > 1 else ""
        yield Paragraph(
            f"Đồng chí {leading(sheet.chair)} cuộc họp. "
            f"Cuộc họp lần lượt xem xét {count}nội dung sau:"
        )
    for point in points:
        yield from _point(point, sheet, is_upper=meeting.unit.level in UPPER)
    if opinions := rows.texts.blocks("opinions"):
        yield Heading(2, "Ý kiến thảo luận")
        yield from opinions
    yield from _conclusions(rows)
    if sheet.proposals:
        yield Heading(1, "Đề nghị khen thưởng")
        for one in sheet.proposals:
            noun = Honoured(one.honoured).label
            yield Bullet(
                f"{noun} {one.name}, hình thức: {within_a_sentence(one.award)}; thành tích: "
                f"{within_a_sentence(one.reason.rstrip(' .'))}."
            )
    at = meeting.end_time
    end = formal_clock(at) if at else rows.facts.left("end_time", TIME_BLANK)
    yield from rows.texts.blocks("closing")
    yield Paragraph(f"Cuộc họp kết thúc vào {end}, {format_date_line(meeting.held_on)}")


def _attendance(members: list[Member]) -> Iterator[Block]:
    if not members:
        return
    here = [_named(one) for one in members if one.is_present]
    away = [one for one in members if not one.is_present]
    gathered = f", {_who_they_are(here)}" if here else ""
    yield Paragraph(f"Có mặt: {len(here)}/{len(members)} thành viên{gathered}.")
    if away:
        names = [f"{_named(o)}{f' ({o.reason})' if o.reason else ''}" for o in away]
        yield Paragraph(f"Vắng mặt: {format_count(len(away))} thành viên, {_who_they_are(names)}.")


def _who_they_are(names: list[str]) -> str:
    who = "gồm các đồng chí:" if len(names) > 1 else "là đồng chí"
    return f"{who} {'; '.join(names)}"


def _named(member: Member) -> str:
    return with_title(member.name, member.title)


def _is_on_paper(point: Point) -> bool:
    """Whether the minutes have the point: what looks back to a meeting before, where there was none
    and nobody wrote anything, is a matter of the screen."""
    looks_back = point.kind in (AgendaKind.CHANGES, AgendaKind.CONCLUDED)
    return bool(point.stats or point.lines or point.text) or not looks_back


def _point(point: Point, sheet: ShownMeeting, *, is_upper: bool) -> Iterator[Block]:
    """A point: what it was about, the figures in one sentence, the rows that were talked of."""
    yield Heading(2, title_on_paper(point.kind, point.title))
    yield from blocks_from_text(point.text)
    counted = [
        s
        for s in point.stats
        if s.text not in _NOTHING and (s.text != "0" or point.kind == AgendaKind.STANDING)
    ]
    if counted:
        yield Paragraph(f"{_figures(point.kind, counted, sheet)}.")
    elif point.stats or not (point.lines or point.text):
        yield Paragraph(point.empty or "Không có.")
    if point.kind == AgendaKind.STANDING:
        return  # its criteria stand on the board
    for line in point.lines[:MOST_LINES]:
        yield Bullet(_line(line, point.kind, sheet, is_upper=is_upper))
    if (left := len(point.lines) - MOST_LINES) > 0:
        yield Paragraph(
            f"Còn {format_count(left)} nội dung khác lưu tại hồ sơ cuộc họp.", style="italic"
        )


def _figures(kind: str, counted: list[Stat], sheet: ShownMeeting) -> str:
    """The figures of a point as a sentence."""
    first, *others = counted
    if start := _COUNTED.get(AgendaKind(kind)):
        words = f"{start} {with_counts(first.text)} {within_a_sentence(first.label)}{_moved(first)}"
        of_each = ((as_comrade(_who(o.label), sheet.members), with_counts(o.text)) for o in others)
        shares = "; ".join(f"{who} {count} việc" for who, count in of_each)
        return f"{words}, trong đó: {shares}" if shares else words
    words = "; ".join(map(_figure, counted))
    start = _OPENINGS.get(AgendaKind(kind), "").format(day=format_day(sheet.as_of))
    return f"{start} {words}" if start else capfirst(words)


def _figure(one: Stat) -> str:
    """`việc quá hạn 02`; what there is none of, and what moved, as one speaks of it."""
    if moved := _MOVED.get(one.label):
        return f"{with_counts(one.text)} {moved}"
    name = uncapitalised(one.label)
    if one.text == "0":
        return f"không có {name}{_moved(one)}"
    return f"{name} {with_counts(one.text)}{_moved(one)}"


def _moved(one: Stat) -> str:
    """` (tăng 2, giảm 1; 8 chưa đánh giá)`: what moved, and what the figure leaves open."""
    moved = one.moved.replace(" −", ", −").replace("+", "tăng ").replace("−", "giảm ")
    words = "; ".join(filter(None, (moved, one.note)))
    return f" ({with_counts(words)})" if words else ""


def _who(name: str) -> str:
    return name.lower() if name == UNLED else name


_DUE = "thời hạn "


def _line(line: PointLine, kind: str, sheet: ShownMeeting, *, is_upper: bool) -> str:
    text = _NUMBER.sub(r"Kết luận \1: ", line.text.rstrip(" .;").replace(" · ", ": "))
    own = f"{capfirst(sheet.unit)}: "  # whose meeting it is stands above the paper
    text = capfirst(text.removeprefix(own)) if sheet.unit else text
    who, note = _who(line.who), line.note.rstrip(" .;")
    if is_upper and kind == AgendaKind.OBSTACLES:
        who = uncapitalised(who)  # of which commune the village is: nobody leads there
    elif kind == AgendaKind.CONCLUDED and is_opened_by(_NUMBER.sub("", line.text), line.who):
        who = ""
    elif kind in _LED and line.who not in ("", UNLED):
        who = f"{as_comrade(who, sheet.members)} chủ trì"
    if kind == AgendaKind.CONCLUDED and note:
        note = f"{_DUE}{uncapitalised(note)}"
    if note.startswith(_DUE) and spoken(note.removeprefix(_DUE)) in spoken(text):
        note = ""  # the task states it itself
    became = "" if line.badge == GENERAL else line.badge.lower()
    last = ""  # what somebody typed stands in a sentence of its own
    if kind == AgendaKind.OBSTACLES:
        last = "Vướng mắc"
    elif line.ref.startswith("verdict:"):
        last = "Phải bổ sung"
    parts = [text, who, "" if last else note, became]
    words = "; ".join(part for part in parts if part)
    return f"{words}. {last}: {note}." if last and note else f"{words}."


def _conclusions(rows: MeetingRows) -> Iterator[Block]:
    summary, made = rows.meeting.summary, rows.sheet.conclusions
    if not summary and not made:
        return
    yield Heading(1, "Kết luận của chủ tọa")
    if rows.sheet.chair:
        yield Paragraph(f"Đồng chí {name_in_sentence(rows.sheet.chair)} kết luận như sau:")
    yield from blocks_from_text(summary)
    for row in made:
        yield Heading(2, conclusion_words(row, rows.sheet.members), is_title=False)


def minutes_doubts(rows: MeetingRows) -> tuple[str, ...]:
    """The doubts shown beside the minutes: nobody is recorded as present, or something was entered
    after the day of which they speak."""
    absent = "Cuộc họp chưa điểm danh nên biên bản chưa nêu ai có mặt, ai vắng mặt."
    none_came = () if any(one.is_present for one in rows.sheet.members) else (absent,)
    return (*none_came, *entered_later(rows.meeting.unit, rows.sheet.as_of))


KIND = meeting_kind(
    "Biên bản",
    slug="meeting_minutes",
    title="Biên bản họp",
    preview_path="giao-ban/<key:pk>/bien-ban/",
    deny=deny_print_minutes,
    rows=minutes_rows,
    document=minutes_document,
    doubts=minutes_doubts,
    blocks=BLOCKS,
    not_before=lambda meeting, _rows: NotBefore(meeting.held_on),
    record_url=record_url,
)
