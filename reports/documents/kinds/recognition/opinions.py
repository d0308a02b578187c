"""The opinions of organisations and people, and the survey of the Front, with their counts."""

from collections.abc import Iterator, Mapping

from criteria.models import Assessment, Criterion
from criteria.queries.sets import numbered_criteria
from ntm_project.common.numbers import format_decimal
from reports.checks.plans.recognition import LEAST_CONTENT
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK
from reports.documents.blocks import (
    Block,
    Bullet,
    Document,
    Heading,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.facts import DAY, TEXT, Fact, Facts, FactSheet, Limit
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    dossier_doubts,
    dossier_kind,
    header,
    is_of_commune,
    never,
    recipients,
)
from villages.models import Unit

_SLOTS = "Chỗ trong ngoặc nhọn lấy ở “Điền các chỗ trống” của văn bản."
_COURSE = "Đợt lấy ý kiến"
_IN_ORDER = Limit(("from",), ("until",))
_ALL, _IN_ALL = "all", "Kết quả chung"

# --- Opinions ---------------------------------------------------------------------------------


def opinions_document(rows: DossierRows) -> Document:
    """The report on the opinions of organisations and people."""
    about = (
        "Tổng hợp ý kiến tham gia của các tổ chức và Nhân dân",
        f"về kết quả xây dựng {rows.unit.full_name} đạt chuẩn",
        f"{rows.standard} năm {rows.assessment.year}",
    )
    return Document(
        header=header(rows, "BC"),
        title=Title("BÁO CÁO", about),
        blocks=tuple(_opinions(rows)),
        signature=rows.signature,
        recipients=recipients(rows, goes_up=False),
        issuer_name=rows.issuer,
    )


_FROM = Fact(key="from", label="Ngày bắt đầu", type=DAY, group=_COURSE)
_UNTIL = Fact(key="until", label="Ngày kết thúc", type=DAY, group=_COURSE)
_TIMES = Fact(key="times", label="Số lần phát thanh", group=_COURSE)
_WHERE = Fact(
    key="where", label="Nơi công khai", type=TEXT, group=_COURSE, blank=BLANK, is_kept=True
)
OPINION_BLOCKS = (
    AuthoredBlock(key="course", title="Việc thông báo công khai, lấy ý kiến", help=_SLOTS),
    AuthoredBlock(key="agreed", title="Ý kiến nhất trí"),
    AuthoredBlock(key="other", title="Ý kiến khác và việc tiếp thu, giải trình"),
)


# Whose opinion is sought, by the key of their row.
_BODIES = {
    "front": "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "organisations": "Các tổ chức chính trị - xã hội",
    "people": "Nhân dân",
    "others": "Tổ chức khác",
}
# A village has no committee of the Front: its own board and branches are consulted.
_BODIES_OF_VILLAGE = _BODIES | {
    "front": "Ban Công tác Mặt trận",
    "organisations": "Các chi hội, đoàn thể",
}
_COUNTED = {"consulted": "Số lấy ý kiến", "agreed": "Nhất trí", "other": "Ý kiến khác"}


def _bodies(unit: Unit) -> Mapping[str, str]:
    return _BODIES_OF_VILLAGE if unit.is_village else _BODIES


def _opinion_facts(assessment: Assessment) -> FactSheet:
    counted = tuple(
        Fact(key=f"{body}_{key}", label=label, group=name)
        for body, name in _bodies(assessment.unit).items()
        for key, label in _COUNTED.items()
    )
    limits = (Limit((f"{b}_agreed", f"{b}_other"), (f"{b}_consulted",)) for b in _BODIES)
    return FactSheet((_FROM, _UNTIL, _TIMES, _WHERE, *counted), (_IN_ORDER, *limits))


def _opinions_drawn(rows: DossierRows) -> Mapping[str, str]:
    return {
        "course": f"{rows.issuer} đã thông báo công khai báo cáo kết quả thực hiện các tiêu chí từ "
        f"{_FROM.slot} đến {_UNTIL.slot} tại {_WHERE.slot}, trên hệ thống truyền thanh "
        f"{_TIMES.slot} lần, và lấy ý kiến tham gia của các tổ chức và Nhân dân. Kết quả như sau:"
    }


def _opinions(rows: DossierRows) -> Iterator[Block]:
    yield from rows.passage("course")
    yield Heading(1, "Kết quả lấy ý kiến")
    head = ("TT", "Tổ chức, cá nhân", *_COUNTED.values())
    columns = (
        TableColumn(1, "center"), TableColumn(6), TableColumn(2.5, "center"),
        TableColumn(2.5, "center"), TableColumn(2.5, "center"),
    )  # fmt: skip
    lines = (
        Row((str(at), name, *(rows.facts.cell(f"{body}_{key}") for key in _COUNTED)))
        for at, (body, name) in enumerate(_bodies(rows.unit).items(), start=1)
    )
    yield Table(columns, (head,), (*lines, _sum_of_opinions(rows.facts)))
    yield Heading(1, "Nội dung ý kiến")
    yield Heading(2, "Ý kiến nhất trí")
    yield from rows.passage("agreed")
    yield Heading(2, "Ý kiến khác và việc tiếp thu, giải trình")
    yield from rows.passage("other")
    yield Paragraph(
        f"Trên đây là tổng hợp ý kiến tham gia về kết quả thực hiện các tiêu chí của "
        f"{rows.unit.full_name} năm {rows.assessment.year}"
    )


def _sum_of_opinions(facts: Facts) -> Row:
    """The row with the sum of all who were consulted; empty, to be written by hand, while a count
    is missing."""
    sums = []
    for key in _COUNTED:
        counts = [facts.get(f"{body}_{key}") for body in _BODIES]
        known = [count for count in counts if count is not None]
        sums.append(format_decimal(sum(known)) if len(known) == len(counts) else "")
    return Row(("", "Cộng", *sums), kind="total")


# --- Survey of the Front ----------------------------------------------------------------------


SURVEY_BLOCKS = (
    AuthoredBlock(key="course", title="Việc lấy ý kiến", help=_SLOTS),
    AuthoredBlock(key="wishes", title="Ý kiến, kiến nghị của người dân"),
)
_HELD = "Việc tổ chức lấy ý kiến"
_SHEETS = (
    Fact(key="households", label="Tổng số hộ", group=_HELD, is_kept=True),
    Fact(key="consulted", label="Số hộ lấy ý kiến", group=_HELD),
    Fact(key="sent", label="Số phiếu phát ra", group=_HELD),
    Fact(key="returned", label="Số phiếu thu về", group=_HELD),
    Fact(key="valid", label="Số phiếu hợp lệ", group=_HELD,
         help="Tỷ lệ hài lòng tính trên số này."),
)  # fmt: skip


def _survey_facts(assessment: Assessment) -> FactSheet:
    """How many sheets there were, and how many were content with what."""
    numbered = numbered_criteria(assessment.criteria_set)
    by_content = {_key(one): f"{one.number}. {one.name}" for one in numbered} | {_ALL: _IN_ALL}
    counted = tuple(
        Fact(key=f"{key}_{answer}", label=label, group=group)
        for key, group in by_content.items()
        for answer, label in (("yes", "Hài lòng"), ("no", "Chưa hài lòng"))
    )
    limits = (
        _IN_ORDER,
        Limit(("consulted",), ("households",)),
        Limit(("returned",), ("sent",)),
        Limit(("valid",), ("returned",)),
        *(Limit((f"{key}_yes", f"{key}_no"), ("valid",)) for key in by_content),
    )
    return FactSheet((_FROM, _UNTIL, *_SHEETS, *counted), limits)


def _key(criterion: Criterion) -> str:
    return f"c{criterion.number}"


def _survey_doubts(rows: DossierRows) -> tuple[str, ...]:
    """What speaks against sending it: too few were consulted, or too few of them are content."""
    found = [*dossier_doubts(rows)]
    facts, least = rows.facts, LEAST_CONTENT
    consulted = ("consulted", "households", "Số hộ được lấy ý kiến")
    content = [
        (f"{_key(row.criterion)}_yes", "valid", f"Hài lòng về tiêu chí {row.criterion.number}")
        for row in rows.criteria
    ]
    for part, whole, words in (consulted, (f"{_ALL}_yes", "valid", "Hài lòng chung"), *content):
        count, of = facts.get(part), facts.get(whole)
        if of and count is not None and count * 100 < least * of:
            share = facts.share(part, whole)
            found.append(f"{words}: {share}%, dưới {least}%; hãy đối chiếu mức đang áp dụng.")
    return tuple(found)


def survey_document(rows: DossierRows) -> Document:
    """The Front's own report on whether people are content; the Front fills it in, and signs."""
    unit = rows.unit
    return Document(
        header=NationalHeader(
            issuer_lines=(
                ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM", True),
                (unit.full_name.upper(), True),
            ),
            symbol="BC-MTTQ-BTT",
            place=unit.seat,
            year=rows.assessment.year,
        ),
        title=Title(
            "BÁO CÁO",
            (
                "Kết quả lấy ý kiến về sự hài lòng của người dân",
                "đối với kết quả xây dựng nông thôn mới",
                f"của {unit.full_name} năm {rows.assessment.year}",
            ),
        ),
        blocks=tuple(_survey(rows)),
        signature=Signature(("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")),
        recipients=Recipients((f"UBND {unit.full_name}", "Lưu: VT")),
        issuer_name=f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit.full_name}",
    )


def _survey_drawn(rows: DossierRows) -> Mapping[str, str]:
    return {
        "course": "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam "
        f"{rows.unit.full_name} đã tổ chức lấy ý kiến về sự hài lòng của người dân từ "
        f"{_FROM.slot} đến {_UNTIL.slot}. Kết quả như sau:"
    }


def _survey(rows: DossierRows) -> Iterator[Block]:
    yield from rows.passage("course")
    facts = rows.facts
    yield Heading(1, _HELD)
    yield Bullet(
        f"Tổng số hộ: {facts['households']} hộ; số hộ được lấy ý kiến: {facts['consulted']} hộ, "
        f"đạt {facts.share('consulted', 'households')}%."
    )
    yield Bullet(
        f"Số phiếu phát ra: {facts['sent']}; thu về: {facts['returned']}; hợp lệ: {facts['valid']}."
    )
    yield Heading(1, "Kết quả theo nội dung")
    columns = (
        TableColumn(1, "center"), TableColumn(7), TableColumn(2.3, "center"),
        TableColumn(2.3, "center"), TableColumn(2.3, "center"),
    )  # fmt: skip
    head = ("TT", "Nội dung lấy ý kiến", "Hài lòng", "Chưa hài lòng", "Tỷ lệ hài lòng (%)")
    lines = (
        Row((str(row.criterion.number), row.criterion.name, *_answers(facts, _key(row.criterion))))
        for row in rows.criteria
    )
    total = Row(("", _IN_ALL, *_answers(facts, _ALL)), kind="total")
    yield Table(columns, (head,), (*lines, total))
    yield Heading(1, "Ý kiến, kiến nghị của người dân")
    yield from rows.passage("wishes")
    yield Paragraph("Trên đây là kết quả lấy ý kiến về sự hài lòng của người dân")


def _answers(facts: Facts, key: str) -> Iterator[str]:
    """Content, not content, the share of the content among the valid sheets."""
    yield facts.cell(f"{key}_yes")
    yield facts.cell(f"{key}_no")
    yield facts.share(f"{key}_yes", "valid", blank="")


OPINIONS = dossier_kind(
    "recognition_opinions",
    "Báo cáo tổng hợp ý kiến",
    "tong-hop-y-kien",
    opinions_document,
    blocks=OPINION_BLOCKS,
    drawn=_opinions_drawn,
    facts=_opinion_facts,
)
SURVEY = dossier_kind(
    "recognition_survey",
    "Kết quả lấy ý kiến hài lòng",
    "hai-long",
    survey_document,
    blocks=SURVEY_BLOCKS,
    drawn=_survey_drawn,
    facts=_survey_facts,
    exists=is_of_commune,
    is_foreign=True,
    is_numbered=never,
    doubts=_survey_doubts,
)
