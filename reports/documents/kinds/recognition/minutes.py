"""The minutes of the meeting that asks for recognition, with its vote (e.1, e.2)."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from criteria.enums import State
from criteria.models import Assessment
from criteria.queries.past import scores_as_of
from ntm_project.common.dates import format_date_line
from ntm_project.common.text import fold, within_a_sentence
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    Paragraph,
    Recipients,
    Signature,
)
from reports.documents.facts import DAY, TEXT, TIME, Fact, FactSheet, Limit
from reports.documents.kind import Offer
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    archive,
    dossier_kind,
    header,
    share_met,
    title,
)
from reports.meetings.sheet import sheet
from tasks.models import Meeting
from tasks.queries.meetings import listed_meetings
from villages.access import Access
from villages.enums import UnitLevel
from villages.nouns import nouns_of

_MEETING, _PRESENT, _VOTE = "Cuộc họp", "Thành phần", "Biểu quyết"
_PERSON = "Họ tên, rồi chức vụ sau dấu phẩy."
_END = Fact(key="end", label="Giờ kết thúc", type=TIME, group=_MEETING)
_OPENING = (
    Fact(key="day", label="Ngày họp", type=DAY, group=_MEETING, is_past=True),
    Fact(key="start", label="Giờ bắt đầu", type=TIME, group=_MEETING),
    _END,
    Fact(key="place", label="Địa điểm", type=TEXT, group=_MEETING, is_kept=True),
    Fact(key="chair", label="Chủ trì", type=TEXT, group=_MEETING, help=_PERSON),
    Fact(key="secretary", label="Thư ký", type=TEXT, group=_MEETING, help=_PERSON),
)
_OF_COMMUNE = (
    Fact(key="present", label="Thành viên dự họp", group=_PRESENT),
    Fact(key="members", label="Tổng số thành viên", group=_PRESENT, is_kept=True,
         help="Của Ban Chỉ đạo, Ban Quản lý."),
    Fact(key="guests", label="Đại diện khác dự họp", group=_PRESENT, help="Đoàn thể, thôn."),
)  # fmt: skip
_OF_VILLAGE = (
    Fact(key="households", label="Tổng số hộ", group=_PRESENT, is_kept=True),
    Fact(key="attending", label="Số hộ có đại diện dự họp", group=_PRESENT),
)
_VOTES = (
    Fact(key="voters", label="Số người biểu quyết", group=_VOTE),
    Fact(key="agreed", label="Số nhất trí", group=_VOTE),
    Fact(key="against", label="Số không nhất trí", group=_VOTE),
    Fact(key="reason", label="Lý do không nhất trí", type=TEXT, group=_VOTE, blank=BLANK * 6),
)
_LIMITS = (Limit(("start",), ("end",)), Limit(("agreed", "against"), ("voters",)))
BLOCKS = (
    AuthoredBlock(key="heard", title="Nội dung cuộc họp đã nghe"),
    AuthoredBlock(key="discussion", title="Ý kiến thảo luận"),
    AuthoredBlock(
        key="closing", title="Kết thúc cuộc họp", help=f"{_END.slot} lấy ở “Điền các chỗ trống”."
    ),
)


def _facts(assessment: Assessment) -> FactSheet:
    """Who was there is counted by households in a village, by members in a commune."""
    if assessment.unit.is_village:
        limits = (*_LIMITS, Limit(("attending",), ("households",)))
        return FactSheet((*_OPENING, *_OF_VILLAGE, *_VOTES), limits)
    there = (Limit(("present",), ("members",)), Limit(("voters",), ("present", "guests")))
    return FactSheet((*_OPENING, *_OF_COMMUNE, *_VOTES), (*_LIMITS, *there))


def _meetings(access: Access, assessment: Assessment) -> tuple[Offer, ...]:
    """The unit's recorded meetings of the year that had to do with recognition, newest first."""
    held = listed_meetings(access).filter(
        unit=assessment.unit, held_on__year=assessment.year, search__contains=fold("công nhận")
    )
    return tuple(Offer(str(m.pk), f"cuộc họp “{m}”", partial(_of_meeting, m)) for m in held[:5])


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What of the minutes a recorded meeting has."""
    shown = sheet(meeting, with_points=False)
    values = {
        "day": meeting.held_on,
        "start": meeting.start_time,
        "end": meeting.end_time,
        "place": meeting.place,
        "chair": shown.chair,
        "secretary": shown.secretary,
        "members": len(shown.members) or None,
        "present": sum(one.is_present for one in shown.members) if shown.members else None,
    }
    return {key: value for key, value in values.items() if value not in (None, "")}


def _count(rows: DossierRows) -> str:
    """What the meeting had before it: as it stood on its day, now where no day is filled in."""
    day = rows.facts.get("day")
    if day is None:
        return rows.count
    scores = scores_as_of(rows.assessment, day).values()
    share = share_met(rows.assessment, [State(score.state) for score in scores])
    return f"{share} tiêu chí" if share else ""


def _drawn(rows: DossierRows) -> Mapping[str, str]:
    count = _count(rows)
    own = f" (tự đánh giá đạt {count})" if count else ""
    judged = f"{rows.unit.full_name} năm {rows.assessment.year}{own}"
    return {
        "heard": f"Cuộc họp nghe báo cáo kết quả thực hiện các tiêu chí của {judged} và tổng hợp ý "
        "kiến tham gia của các tổ chức và Nhân dân; thảo luận như sau:",
        "closing": f"Cuộc họp kết thúc vào {_END.slot} cùng ngày; biên bản đã đọc cho mọi "
        "người cùng nghe, thống nhất",
    }


def recognition_minutes_document(rows: DossierRows) -> Document:
    """The minutes; what the record does not have of the meeting is a dotted blank."""
    about = f"Họp {rows.unit.noun} đề nghị" if rows.is_village else "Họp đề nghị"
    return Document(
        header=header(rows, "BB", has_date=False),
        title=title(rows, "BIÊN BẢN", f"{about} xét công nhận"),
        blocks=tuple(_body(rows)),
        signature=Signature(("CHỦ TỌA",), name=_name(rows, "chair")),
        recipients=Recipients(("Thành viên dự họp", archive(rows, of_meeting=True))),
        issuer_name=rows.issuer,
        written_by=Signature(("THƯ KÝ",), name=_name(rows, "secretary")),
    )


def _name(rows: DossierRows, key: str) -> str:
    """The name alone, as it prints below the signature."""
    name, _, _ = (rows.facts.get(key) or "").partition(",")
    return name.strip()


def _body(rows: DossierRows) -> Iterator[Block]:
    facts = rows.facts
    day = facts.get("day")
    yield Paragraph(
        f"Thời gian bắt đầu: {facts['start']}, {format_date_line(day) if day else facts['day']}."
    )
    yield Paragraph(f"Địa điểm: {facts.ended('place')}")
    yield Heading(1, "Thành phần")
    yield from _present(rows)
    yield Bullet(f"Chủ trì: {facts.ended('chair')}")
    yield Bullet(f"Thư ký: {facts.ended('secretary')}")
    yield Heading(1, "Nội dung")
    yield from rows.passage("heard")
    yield from rows.passage("discussion")
    yield Heading(1, "Biểu quyết")
    who = "Số người" if rows.is_village else "Số đại biểu"
    yield Paragraph(
        f"{who} nhất trí đề nghị xét công nhận {rows.goal} năm {rows.assessment.year}: "
        f"{facts.figure('agreed')}/{facts.figure('voters')}, "
        f"đạt {facts.share('agreed', 'voters')}%."
    )
    reason = (
        "." if facts.get("against") == 0 else f"; lý do: {within_a_sentence(facts.ended('reason'))}"
    )
    yield Paragraph(f"{who} không nhất trí: {facts['against']}{reason}")
    yield from rows.passage("closing")


def _present(rows: DossierRows) -> Iterator[Block]:
    facts, noun = rows.facts, rows.unit.noun
    if rows.is_village:
        yield Bullet(
            f"Số hộ của {noun}: {facts['households']}; số hộ có đại diện dự họp: "
            f"{facts['attending']}, đạt {facts.share('attending', 'households')}%."
        )
        return
    yield Bullet(
        f"Ban Chỉ đạo, Ban Quản lý {noun}: {facts.figure('present')} người dự/"
        f"{facts.figure('members')} thành viên."
    )
    below = nouns_of(rows.unit.children.filter(level=UnitLevel.VILLAGE).order_by("order", "pk"))
    yield Bullet(
        f"Đại diện các đoàn thể, Ban phát triển các {below or 'thôn'}: {facts['guests']} người."
    )


KIND = dossier_kind(
    "recognition_minutes",
    "Biên bản họp đề nghị xét công nhận",
    "bien-ban-hop",
    recognition_minutes_document,
    blocks=BLOCKS,
    drawn=_drawn,
    facts=_facts,
    offers=_meetings,
    states_results=True,
)
