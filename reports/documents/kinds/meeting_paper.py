"""What the papers of a meeting share: who issues and signs them, in which words it was held."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from evidence.issued.enums import Authority
from evidence.issued.rules import BY_COMMITTEE, authority_lines, is_deputy
from ntm_project.common.clock import formal_clock
from ntm_project.common.dates import format_date_line
from ntm_project.common.text import fold, spoken, uncapitalised
from reports.documents.authored import (
    NO_TEXTS,
    OF_UNIT,
    AuthoredBlock,
    Texts,
    filled_for,
    read_texts,
)
from reports.documents.blanks import BLANK, TIME_BLANK
from reports.documents.blocks import NationalHeader, Signature
from reports.documents.facts import Facts
from reports.documents.kind import DocumentKind
from reports.documents.numbering import unmarked
from reports.documents.office import issuer_lines_of, villages_noun
from reports.meetings.points import Member, SheetConclusion, ShownMeeting
from tasks.enums import AgendaKind
from tasks.models import Meeting
from tasks.rules import deny_edit_meeting, deny_hold_meeting
from villages.access import Access
from villages.enums import UnitLevel
from villages.models import Posting

PLACEHOLDERS = (*OF_UNIT, "cuộc họp", "cơ quan", "các thôn")


@dataclass(frozen=True)
class MeetingRows:
    """A meeting, its sheet, and who signs for it."""

    meeting: Meeting
    sheet: ShownMeeting
    signature: Signature
    symbol: str
    texts: Texts = NO_TEXTS
    facts: Facts = field(default_factory=Facts)

    @property
    def name(self) -> str:
        """The meeting within a sentence."""
        return name_of(self.meeting)

    @property
    def gathering(self) -> str:
        """`cuộc họp giao ban tháng 6`, `hội nghị sơ kết`: the meeting as what it is."""
        begun = uncapitalised(self.name)
        if fold(begun).startswith("hop "):
            return f"cuộc {begun}"
        if fold(begun).startswith(("cuoc hop ", "hoi nghi ", "phien hop ")):
            return begun
        is_name = self.name[1:2].isupper() or fold(begun).startswith("ban ")  # `BCĐ …`
        return f"cuộc họp {self.name if is_name else begun}"

    @property
    def place(self) -> str:
        """Where it is held; a blank until that is known."""
        return capfirst(place_of(self.meeting)) or self.facts.left("place", BLANK * 2)

    @property
    def begins(self) -> str:
        """`08 giờ 00 phút, ngày 28 tháng 6 năm 2024`; a blank for an hour that nobody knows yet."""
        at, day = self.meeting.start_time, format_date_line(self.meeting.held_on)
        return f"{formal_clock(at) if at else self.facts.left('start_time', TIME_BLANK)}, {day}"

    @property
    def issuer(self) -> str:
        """The issuer within a sentence."""
        return issuer_of(self.meeting)

    def header(self, kind: str, *, has_date: bool = True) -> NationalHeader:
        unit, body = self.meeting.unit, self.meeting.body
        own = (unit.agency.upper(), False)
        lines = (own, (body.name.upper(), True)) if body else issuer_lines_of(unit)
        return NationalHeader(
            issuer_lines=lines,
            symbol=f"{kind}-{self.symbol}",
            place=unit.seat if has_date else "",
            year=self.meeting.held_on.year,
        )


def chair_url(access: Access, meeting: Meeting) -> str:
    """Where chair and secretary are named; "" for whoever may not."""
    reason = deny_edit_meeting(access, meeting)
    return "" if reason else reverse("tasks:edit_meeting", args=[meeting.pk])


def record_url(access: Access, meeting: Meeting, _key: str) -> str:
    """Where what is blank of the meeting itself is entered: beside who chairs it."""
    return chair_url(access, meeting)


def deny_write_paper(access: Access, meeting: Meeting) -> str:
    """Whoever holds the meetings of the unit writes the passages of their papers."""
    return deny_hold_meeting(access, meeting.unit)


def keep_names(meeting: Meeting, shown: ShownMeeting) -> None:
    """Let a paper of a closed meeting name its committee as it was called then."""
    if meeting.body is not None and shown.body:
        meeting.body.name = shown.body


def issuer_of(meeting: Meeting) -> str:
    """Who issues its papers, within a sentence."""
    if meeting.body is None:
        return meeting.unit.agency
    return meeting.unit.whole_name(meeting.body.name)


def texts_of_meeting(kind: str, meeting: Meeting, blocks: tuple[AuthoredBlock, ...]) -> Texts:
    """The passages of one of its papers, with its name and its issuer filled in."""
    fill = filled_for(meeting.unit, meeting.held_on.year)
    own = {"{cuộc họp}": name_of(meeting), "{cơ quan}": issuer_of(meeting)}

    def fill_all(text: str) -> str:
        for placeholder, words in own.items():
            text = text.replace(placeholder, words)
        if "{các thôn}" in text:
            text = text.replace("{các thôn}", uncapitalised(villages_word(meeting)))
        return fill(text)

    return read_texts(kind, meeting.pk, meeting.unit, blocks, fill=fill_all)


def initials_of(meeting: Meeting) -> str:
    """With what its papers are signed: `BCĐ`, `BQL`, the body's own short name, else `UBND`."""
    body = meeting.body
    if body is None:
        return "UBND"
    short = next(iter(body.short_names.split()), "")
    if short.isupper():
        return short
    name = fold(body.name)
    known = (("ban chi dao", "BCĐ"), ("ban quan ly", "BQL"))
    return next((word for start, word in known if name.startswith(start)), "UBND")


def signature_of(meeting: Meeting, name: str) -> Signature:
    """Who signs: as somebody wrote it, else by the chair's office in the body or the committee."""
    if meeting.authority:
        return Signature(tuple(meeting.authority.upper().splitlines()), name=name)
    held = Posting.objects.open_on(meeting.held_on).filter(official=meeting.chaired_by_id)
    rows = list(held.order_by("-is_main", "pk")) if meeting.chaired_by_id else []
    if meeting.body:
        known = {"BCĐ": "TM. BAN CHỈ ĐẠO", "BQL": "TM. BAN QUẢN LÝ"}.get(initials_of(meeting))
        opening = known or f"TM. {meeting.body.name.upper()}"
        rows = [row for row in rows if row.body_id == meeting.body_id]
    else:
        opening = BY_COMMITTEE
    office = next(iter(rows), None)
    is_for_head = office is not None and is_deputy(office, opening)
    authority = Authority.FOR_HEAD if is_for_head else Authority.ON_BEHALF
    return Signature(authority_lines(office, authority, opening), name=name)


def name_of(meeting: Meeting) -> str:
    """Its name without what ends a sentence."""
    return meeting.name.rstrip(" .;")


def place_of(meeting: Meeting) -> str:
    """Where it is held, behind a `tại` that the paper has itself."""
    return _AT.sub("", meeting.place.rstrip(" .,;"))


_AT = re.compile(r"^tại\s+", re.IGNORECASE)


def guests_of(meeting: Meeting) -> list[str]:
    """Who is invited besides the members, one each."""
    return unmarked(meeting.guests.splitlines())


def conclusion_words(row: SheetConclusion, members: Iterable[Member]) -> str:
    """What, who, by when, as one paragraph; whom it names first is not named again."""
    text = row.text.rstrip(" .;")
    sentences = [text if text.endswith(("…", "!", "?")) else f"{text}."]
    if row.led_by and not is_opened_by(text, row.led_by):
        sentences.append(f"Chủ trì: {as_comrade(row.led_by, members)}.")
    until = row.deadline_words.rstrip(" .;")
    if until and spoken(until) not in spoken(text):
        sentences.append(f"Thời hạn: {until}.")
    return " ".join(sentences)


def as_comrade(name: str, members: Iterable[Member]) -> str:
    """`đồng chí Lâm Ngọc Khánh` of a member of the meeting; a body or an office by its name."""
    return f"đồng chí {name}" if name in {one.name for one in members} else name


def is_opened_by(text: str, name: str) -> bool:
    """Whether the sentence is of that person or body: `Giao đồng chí Lâm Ngọc Khánh nhận …`."""
    return spoken(_TO_WHOM.sub("", text)).startswith(f"{spoken(name)} ")


_TO_WHOM = re.compile(
    r"^(?:(?:giao|yêu cầu|đề nghị|phân công)\s+)?(?:cho\s+)?(?:(?:đồng chí|đ/c)\s+)?", re.I
)


# What is drawn from the record, in the words of an office: the screen names it for those who look.
_ON_PAPER = {
    AgendaKind.STANDING: "Tình hình thực hiện các tiêu chí, nhiệm vụ",
    AgendaKind.CHANGES: "Kết quả thực hiện từ cuộc họp trước đến nay",
    AgendaKind.CONCLUDED: "Việc thực hiện kết luận cuộc họp trước",
    AgendaKind.OVERDUE: "Nhiệm vụ quá hạn, nguyên nhân và biện pháp khắc phục",
    AgendaKind.OBSTACLES: "Khó khăn, vướng mắc và biện pháp tháo gỡ",
    AgendaKind.RETURNED: "Việc bổ sung, hoàn thiện hồ sơ bị trả lại",
}


def title_on_paper(kind: str, title: str) -> str:
    """The title of a point of the agenda as papers have it; one that somebody wrote stays so."""
    drawn = AgendaKind(kind)
    return _ON_PAPER.get(drawn, title) if title == drawn.label else title


def villages_word(meeting: Meeting) -> str:
    """Who stands below the unit, as a recipient."""
    if meeting.unit.level != UnitLevel.COMMUNE:
        return "UBND các xã"
    return f"Các {villages_noun(meeting.unit, meeting.held_on)}"


def leading(chair: str) -> str:
    """`Đinh Văn Tám, Chủ tịch UBND xã, chủ trì`: what stands after a name ends with a comma."""
    return f"{name_in_sentence(chair)} chủ trì"


def name_in_sentence(chair: str) -> str:
    """Name and office as a sentence goes on behind them."""
    return f"{chair}," if "," in chair else chair


def meeting_kind(button: str, **own: Any) -> DocumentKind[Meeting, Any]:
    """A paper of a meeting: one entry, its button beside the others of the meeting's page."""
    return DocumentKind(
        page="tasks:meeting",
        back="Về cuộc họp",
        button=button,
        model=Meeting,
        related=("unit__parent", "body", "chaired_by", "secretary", "sheet"),
        placeholders=PLACEHOLDERS,
        deny_write=deny_write_paper,
        name_url=chair_url,
        names_holder=False,
        file_name=lambda meeting: f"{button} {meeting}",
        **own,
    )
