"""The reviewer's notice (`docs/domain/documents.md` h): results, reasons, what to add by when."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from criteria.models import unverified_note
from criteria.nouns import of_set
from evidence.authored.rules import deny_write_text
from evidence.issued.rules import NotBefore
from evidence.models import Submission
from evidence.review.enums import VerdictKind
from evidence.review.queries.items import ItemRow, items_for_submitter
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import format_count
from ntm_project.common.text import spoken
from reports.documents.authored import (
    NO_TEXTS,
    AuthoredBlock,
    Texts,
    filled_for,
    read_texts,
)
from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Cell,
    Document,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
    in_columns,
)
from reports.documents.kind import DocumentKind
from reports.documents.office import (
    issuer_lines_of,
    leader_of_body,
    signature_of_body,
    signature_of_head,
    signature_of_vice_chair,
    standard_of,
)
from reports.documents.typed_text import blocks_from_text
from villages.access import Access
from villages.enums import Ability, Role
from villages.models import Posting, Unit
from villages.viewing import paper_day

_COLUMNS = (
    TableColumn(1, "center"),
    TableColumn(6),
    TableColumn(5.5),
    TableColumn(2.2, "center"),
    TableColumn(3),
    TableColumn(5.5),
    TableColumn(2.2, "center"),
    TableColumn(5.5),
)
_HEADER = (
    "TT",
    "Tiêu chí/chỉ tiêu",
    "Minh chứng đã nộp",
    "Kết quả",
    "Lý do",
    "Yêu cầu bổ sung",
    "Thời hạn",
    "Nhận xét",
)
_ALWAYS = 4  # columns; the others stand where a line has something in them


SLUG = "review_notice"
BLOCKS = (
    AuthoredBlock(key="remarks", title="Nhận xét chung"),
    AuthoredBlock(key="closing", title="Đề nghị, kết thúc"),
)


@dataclass(frozen=True)
class NoticeRows:
    """A decided round with its lines; every line has the verdict that was sent."""

    submission: Submission
    items: list[ItemRow]
    texts: Texts = NO_TEXTS
    head: Posting | None = None  # of the body that reviewed, else a deputy

    @property
    def is_own(self) -> bool:
        """Whether an agency checked its own dossier: nobody sent it, nobody else received it."""
        submission = self.submission
        return submission.assessment.unit_id == submission.holder_id

    @property
    def review(self) -> str:
        """What was done with the dossier: one's own is checked, another's is appraised."""
        return "kiểm tra" if self.is_own else "thẩm tra"

    @property
    def counts(self) -> list[tuple[str, int]]:
        """`(Đạt, 12)` for each kind of verdict that was given, in the order of their list."""
        found = Counter(item.verdict.kind for item in self.items if item.verdict)
        return [(kind.label, found[kind.value]) for kind in VerdictKind if found[kind.value]]

    @property
    def negative(self) -> list[ItemRow]:
        """The lines that were not accepted."""
        return [item for item in self.items if item.is_negative]


def review_notice_rows(submission: Submission) -> NoticeRows:
    """The rows of a decided round; no round's drafts are read."""
    day = _decided_on(submission)
    fill = filled_for(submission.holder, day.year)
    texts = read_texts(SLUG, submission.pk, submission.holder, BLOCKS, fill=fill)
    body = submission.holder_body
    head = leader_of_body(body, day) if body else None
    return NoticeRows(submission, items_for_submitter(submission), texts, head)


def review_notice_document(rows: NoticeRows) -> Document:
    """The notice as a list of blocks; number and date stay blank until the clerk issues it."""
    submission = rows.submission
    return Document(
        header=_header(rows, _decided_on(submission).year),
        title=Title(
            "THÔNG BÁO",
            (f"Kết quả {rows.review} hồ sơ", f"{_dossier(rows)}{_which_time(submission)}"),
        ),
        blocks=tuple(_body(rows)),
        signature=_signature(rows),
        recipients=Recipients((_addressee_of(rows), "Lưu: VT")),
        appendices=(_appendix(rows),),
        issuer_name=issuer_name(rows),
    )


def _decided_on(submission: Submission) -> date:
    return timezone.localdate(submission.decided_at or timezone.now())


def _dossier(rows: NoticeRows) -> str:
    """`xây dựng thôn Đồi Chè đạt chuẩn nông thôn mới năm 2024`: what the dossier is of."""
    assessment = rows.submission.assessment
    standard = standard_of(assessment.criteria_set)
    return f"xây dựng {assessment.unit.full_name} đạt chuẩn {standard} năm {assessment.year}"


def _which_time(submission: Submission) -> str:
    """`, lần 2` of a dossier that came again; steps and rounds are words of the program."""
    return f", lần {submission.round}" if submission.round > 1 else ""


def issuer_name(rows: NoticeRows) -> str:
    """Whose notice it is, within a sentence: the body of the step, else the unit's committee."""
    submission = rows.submission
    if submission.holder_body:
        return str(submission.holder_body.name)
    return submission.holder.agency


def addressee(unit: Unit, holder: Unit) -> str:
    """The addressee of a unit's papers; a commune that checks itself writes to its own office."""
    if unit.pk == holder.pk:
        return f"Bộ phận thường trực nông thôn mới {unit.full_name}"
    return unit.agency


def _header(rows: NoticeRows, year: int) -> NationalHeader:
    submission = rows.submission
    holder, body = submission.holder, submission.holder_body
    if body is None:
        return NationalHeader(
            issuer_lines=issuer_lines_of(holder),
            symbol="TB-UBND",
            place=holder.seat,
            year=year,
        )
    # The first short name opens with the initials that the body signs with: VPĐP NTM huyện.
    initials = (body.short_names.split() or [""])[0]
    return NationalHeader(
        issuer_lines=((body.name.upper(), True),),
        symbol=f"TB-{initials}" if initials.isupper() else "TB",
        place=holder.seat,
        year=year,
        superior=f"UBND {holder.full_name}".upper(),
    )


def _signature(rows: NoticeRows) -> Signature:
    submission = rows.submission
    if submission.holder_body:
        return signature_of_body(rows.head)
    if submission.step.role == Role.VICE_CHAIR:
        name = submission.decided_by.printed_name if submission.decided_by else ""
        return signature_of_vice_chair(name)
    return signature_of_head(submission.holder, _decided_on(submission))


def _body(rows: NoticeRows) -> Iterator[Block]:
    submission = rows.submission
    yield Paragraph(_opening(rows))
    for label, number in rows.counts:
        yield Bullet(of_set(f"{label}: {format_count(number)} chỉ tiêu.", submission))
    yield from blocks_from_text(submission.decision_text)
    yield from rows.texts.blocks("remarks")
    what = "Kết quả, lý do và yêu cầu" if rows.negative else "Kết quả"
    yield Paragraph(of_set(f"{what} của từng chỉ tiêu nêu tại phụ lục kèm theo.", submission))
    yield Paragraph(_closing(rows))
    yield from rows.texts.blocks("closing")


def _opening(rows: NoticeRows) -> str:
    submission = rows.submission
    day = format_day(timezone.localdate(submission.submitted_at))
    noun = of_set("chỉ tiêu", submission)
    dossier = (
        f"{_dossier(rows)}{_which_time(submission)} gồm {format_count(len(rows.items))} {noun}"
    )
    if rows.is_own:
        return (
            f"{issuer_name(rows)} đã kiểm tra hồ sơ {dossier}, do {_addressee_of(rows)} hoàn thành "
            f"ngày {day}; thông báo kết quả như sau:"
        )
    return (
        f"Ngày {day}, {issuer_name(rows)} nhận hồ sơ {dossier}. "
        f"Sau khi thẩm tra, {issuer_name(rows)} thông báo kết quả như sau:"
    )


def _addressee_of(rows: NoticeRows) -> str:
    return addressee(rows.submission.assessment.unit, rows.submission.holder)


def _closing(rows: NoticeRows) -> str:
    submission = rows.submission
    to = _addressee_of(rows)
    if submission.supplement_by:
        day = format_day(submission.supplement_by)
        if rows.is_own:
            return f"Giao {to} hoàn thiện hồ sơ, báo cáo lại chậm nhất ngày {day}"
        return f"Đề nghị {to} hoàn thiện, gửi lại chậm nhất ngày {day}"
    issuer = capfirst(issuer_name(rows))
    verb = "thống nhất" if rows.is_own else "thông qua"
    return f"{issuer} {verb} hồ sơ {_dossier(rows)}"


def _appendix(rows: NoticeRows) -> Appendix:
    lines = tuple(_lines(rows))
    kept = [at for at in range(len(_COLUMNS)) if at < _ALWAYS or _is_filled(lines, at)]
    names = (*_HEADER[:2], "Minh chứng", *_HEADER[3:]) if rows.is_own else _HEADER
    header = tuple(of_set(names[at], rows.submission) for at in kept)
    table = Table(
        columns=tuple(_COLUMNS[at] for at in kept),
        header=(header,),
        rows=tuple(in_columns(line, kept) for line in lines),
        font_size=11,
        empty_text=of_set("Không có chỉ tiêu nào.", rows.submission),
    )
    title = of_set(f"Kết quả {rows.review} từng chỉ tiêu", rows.submission)
    return Appendix(title, (table,), landscape=True)


def _is_filled(lines: Iterable[Row], column: int) -> bool:
    return any(line.cells[column] for line in lines if line.kind != "group")


def notice_doubts(rows: NoticeRows) -> tuple[str, ...]:
    """The doubts shown beside the notice: the set was not checked against its official text, or the
    day for supplements is over."""
    note = unverified_note([rows.submission.assessment.criteria_set])
    until = rows.submission.supplement_by
    past = f"Hạn bổ sung ngày {format_day(until)} đã qua." if until and until < paper_day() else ""
    return tuple(filter(None, (note, past)))


def _lines(rows: NoticeRows) -> Iterator[Row]:
    day = rows.submission.supplement_by
    until = f"Chậm nhất ngày {format_day(day)}" if day else ""
    counts = Counter(item.criterion_number for item in rows.items)
    criterion, title, is_one = 0, "", False
    for number, item in enumerate(rows.items, start=1):
        if item.criterion_number != criterion:
            criterion = item.criterion_number
            title = f"Tiêu chí {criterion}. {item.criterion_name}"
            same = spoken(item.wording) == spoken(item.criterion_name)
            is_one = same and counts[criterion] == 1
            if not is_one:
                yield Row((Cell(title),), kind="group")
        verdict = item.verdict
        is_negative = item in rows.negative
        papers = "\n".join(dict.fromkeys(paper.title for paper in item.sent.papers))
        yield Row(
            (
                str(number),
                Cell(title, bold=True) if is_one else f"{item.code}. {item.wording}",
                papers or "Không có",
                verdict.kind_label if verdict else "",
                verdict.reason_label if verdict else "",
                verdict.text if verdict and is_negative else "",
                until if is_negative else "",
                verdict.text if verdict and not is_negative else "",
            )
        )


def deny_write_notice(access: Access, submission: Submission) -> str:
    """Whoever reviews for the holder writes its notice, beside whoever writes its reports."""
    if access.can(Ability.REVIEW, submission.holder):
        return ""
    return deny_write_text(access, submission.holder)


KIND: DocumentKind[Submission, NoticeRows] = DocumentKind(
    slug=SLUG,
    title="Thông báo kết quả thẩm tra",
    preview_path="tham-tra/luot/<key:pk>/thong-bao/",
    page="evidence:round",
    back="Về lượt thẩm tra",
    button="Thông báo kết quả",
    model=Submission,
    related=(
        "assessment__unit",
        "assessment__criteria_set",
        "step",
        "holder",
        "holder_body",
        "decided_by",
    ),
    exists=lambda submission: submission.decided_at is not None,  # no notice before the decision
    rows=review_notice_rows,
    document=review_notice_document,
    blocks=BLOCKS,
    deny_write=deny_write_notice,
    doubts=notice_doubts,
    issuer=lambda submission: submission.holder,
    not_before=lambda submission, _rows: NotBefore(_decided_on(submission)),
    about=lambda submission: f"{submission.assessment}, lượt {submission.round}",
    file_name=lambda submission: (
        f"Thông báo kết quả thẩm tra {submission.assessment} lượt {submission.round}"
    ),
)
