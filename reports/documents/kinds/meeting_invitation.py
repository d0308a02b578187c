"""The invitation to a meeting (decree 30, form 1.7): to whom, about what, when and where."""

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.issued.rules import NotAfter
from ntm_project.common.dates import WEEKDAYS, format_day
from ntm_project.common.text import fold, uncapitalised
from reports.documents.authored import AuthoredBlock
from reports.documents.blocks import Block, Bullet, Document, Paragraph, Recipients, Title
from reports.documents.kinds.meeting_paper import (
    MeetingRows,
    guests_of,
    initials_of,
    meeting_kind,
    record_url,
    signature_of,
    texts_of_meeting,
    title_on_paper,
)
from reports.documents.numbering import listed
from reports.meetings.points import ShownMeeting
from reports.meetings.sheet import titled
from tasks.models import Meeting
from tasks.queries.meetings import members_of
from villages.viewing import paper_day

BLOCKS = (
    AuthoredBlock(
        key="closing",
        title="Lời dặn người dự họp",
        default="Đề nghị các đồng chí chuẩn bị ý kiến, đến dự đúng thành phần, thời gian.",
    ),
)


MOST_NAMED = 20  # as much as leaves the invitation on one page


@dataclass(frozen=True)
class InvitationRows(MeetingRows):
    """Besides: what is to be talked of."""

    titles: tuple[str, ...] = ()
    people: tuple[str, ...] = ()  # who is called besides the chair, each with a title


def invitation_rows(meeting: Meeting) -> InvitationRows:
    """The meeting with the titles of its agenda; no figure is read for an invitation."""
    agenda = meeting.agenda.order_by("order", "pk").values_list("kind", "title")
    titles = (title_on_paper(kind, title) for kind, title in agenda)
    chair = meeting.chaired_by
    called = list(members_of(meeting))
    named = [titled(one) for one in called if chair and one.pk == chair.pk]
    others = tuple(titled(one) for one in called if not chair or one.pk != chair.pk)
    sheet = ShownMeeting(meeting.held_on, None, [], [], [], [], chair="".join(named))
    texts = texts_of_meeting("meeting_invitation", meeting, BLOCKS)
    name = chair.printed_name if chair else ""
    signed = signature_of(meeting, name), initials_of(meeting)
    return InvitationRows(meeting, sheet, *signed, texts, titles=tuple(titles), people=others)


def invitation_document(rows: InvitationRows) -> Document:
    """The invitation as a list of blocks; number and date stay blank until the clerk issues it."""
    return Document(
        header=rows.header("GM"),
        title=Title("GIẤY MỜI", (_to_what(rows.name),)),
        blocks=tuple(_body(rows)),
        signature=rows.signature,
        # Form 1.7 names them; `Như trên` belongs to letters (form 1.5), which have addressees.
        recipients=Recipients((*_invited(rows.meeting), "Lưu: VT")),
        issuer_name=rows.issuer,
    )


def _to_what(name: str) -> str:
    """`Dự họp giao ban tháng 6`; a name that is one of a gathering already has no second word."""
    is_named = fold(name).startswith(("hop ", "cuoc hop ", "hoi nghi ", "phien hop "))
    return f"{'Dự' if is_named else 'Dự họp'} {uncapitalised(name)}"


def _body(rows: InvitationRows) -> Iterator[Block]:
    meeting = rows.meeting
    yield Paragraph(f"{rows.issuer} trân trọng kính mời:")
    yield from map(Bullet, listed(_by_name(rows) or _invited(meeting)))
    yield Paragraph(f"Tới {uncapitalised(_to_what(rows.name))}.")
    if rows.sheet.chair:
        yield Paragraph(f"Chủ trì: đồng chí {rows.sheet.chair}.")
    weekday = WEEKDAYS[meeting.held_on.weekday()].replace("Thứ", "thứ")
    yield Paragraph(f"Thời gian: {rows.begins} ({weekday}).")
    yield Paragraph(f"Địa điểm: {rows.place}.")
    if rows.titles:
        yield Paragraph("Nội dung:")
        yield from map(Bullet, listed(rows.titles))
    yield from rows.texts.blocks("closing")


def _by_name(rows: InvitationRows) -> tuple[str, ...]:
    """Who is invited, as form 1.7 has them: with name and office. Nobody is named where they would
    fill a page; of a committee the members are invited as such."""
    people = rows.people
    if rows.meeting.body or not 0 < len(people) <= MOST_NAMED:
        return ()
    named = f"{'Các đồng chí:' if len(people) > 1 else 'Đồng chí'} {'; '.join(people)}"
    return (named, *guests_of(rows.meeting))


def _invited(meeting: Meeting) -> tuple[str, ...]:
    members = f"Thành viên {meeting.body.name}" if meeting.body else "Thành viên dự họp"
    return (members, *guests_of(meeting))


def invitation_doubts(rows: InvitationRows) -> tuple[str, ...]:
    """The doubts shown beside the invitation: the day of the meeting is over."""
    held_on = rows.meeting.held_on
    if paper_day() <= held_on:
        return ()
    day = format_day(held_on)
    return (f"Cuộc họp đã qua từ ngày {day}; giấy mời không ghi ngày ký, ngày ban hành sau đó.",)


def no_later_than_held(meeting: Meeting) -> NotAfter:
    """The last day for an invitation: that of the meeting. Number and day may be entered later."""
    return NotAfter(meeting.held_on, f"Cuộc họp mời dự ngày {format_day(meeting.held_on)}")


KIND = meeting_kind(
    "Giấy mời",
    slug="meeting_invitation",
    title="Giấy mời họp",
    preview_path="giao-ban/<key:pk>/giay-moi/",
    blocks=BLOCKS,
    rows=invitation_rows,
    document=invitation_document,
    doubts=invitation_doubts,
    not_after=no_later_than_held,
    record_url=record_url,
)
