"""The shorter papers of the dossier: submission, debts, cover (e.1, e.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from criteria.models import Assessment
from evidence.issued.queries import issued_of
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import in_millions
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK
from reports.documents.blocks import (
    Block,
    Cell,
    Document,
    Heading,
    LegalBasis,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.facts import DAY, MONEY, TEXT, Fact, FactSheet
from reports.documents.kinds.recognition.opinions import OPINIONS, SURVEY
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    debts_of,
    dossier_doubts,
    dossier_kind,
    header,
    is_of_commune,
    never,
    papers_of,
    recipients,
    title,
)
from reports.documents.numbering import listed
from reports.documents.typed_text import typed_lines
from tasks.models import Funding

# --- Submission -------------------------------------------------------------------------------

SUBMISSION_BLOCKS = (
    AuthoredBlock(key="grounds", title="Căn cứ của tờ trình", help="Mỗi dòng một căn cứ."),
    AuthoredBlock(
        key="course",
        title="Việc thông báo, lấy ý kiến, họp đề nghị",
        help="Nêu việc đã làm, với ngày tháng. Chưa phát hành báo cáo tổng hợp ý kiến và biên bản "
        "họp thì để trống cho người lập tờ trình ghi.",
    ),
    AuthoredBlock(
        key="enclosures",
        title="Hồ sơ kèm theo",
        help="Mỗi dòng một văn bản, mở đầu bằng dấu gạch ngang.",
    ),
)


def _submission_drawn(rows: DossierRows) -> Mapping[str, str]:
    """What was done is only stated once the papers of it are issued."""
    of = rows.assessment.pk
    is_done = all(
        issued_of(kind, of).not_recalled().exists()
        for kind in ("recognition_opinions", "recognition_minutes")
    )
    course = (
        "Hồ sơ đã được thông báo, lấy ý kiến và thông qua tại cuộc họp đề nghị xét công nhận theo "
        "quy định."
    )
    enclosures = "\n".join(listed(list(papers_of(rows))[1:], "- "))
    return {"course": course if is_done else "", "enclosures": enclosures}


def submission_document(rows: DossierRows) -> Document:
    """The submission that asks for appraisal and recognition."""
    about = "Về việc đề nghị thẩm tra, xét công nhận"
    return Document(
        header=header(rows, "TTr"),
        title=title(rows, "TỜ TRÌNH", about),
        addressees=(rows.addressee,),
        blocks=tuple(_submission(rows)),
        signature=rows.signature,
        recipients=recipients(rows),
        issuer_name=rows.issuer,
    )


def _submission(rows: DossierRows) -> Iterator[Block]:
    grounds = tuple(rows.texts.text("grounds").splitlines())
    yield LegalBasis(grounds) if grounds else rows.unwritten("grounds")
    if rows.count:
        yield Paragraph(
            f"Theo kết quả tự đánh giá, đến nay {rows.unit.full_name} đã đạt {rows.count} theo Bộ "
            f"tiêu chí {rows.standard}."
        )
    yield from rows.passage("course")
    yield Paragraph(
        f"{rows.issuer} trình {rows.addressee} thẩm tra, xét công nhận {rows.goal} năm "
        f"{rows.assessment.year}."
    )
    yield Paragraph("Hồ sơ kèm theo gồm:")
    yield from rows.passage("enclosures")
    yield Paragraph(f"Kính đề nghị {rows.addressee} xem xét, quyết định")


# --- Debts ------------------------------------------------------------------------------------


def debt_document(rows: DossierRows) -> Document:
    """The report on debts for construction of the programme."""
    about = (
        "Tình hình nợ đọng xây dựng cơ bản",
        "thuộc Chương trình xây dựng nông thôn mới",
        f"của {rows.unit.full_name} năm {rows.assessment.year}",
    )
    return Document(
        header=header(rows, "BC"),
        title=Title("BÁO CÁO", about),
        addressees=(rows.addressee,),
        blocks=tuple(_debts(rows)),
        signature=rows.signature,
        recipients=recipients(rows),
        issuer_name=rows.issuer,
    )


def _one_day(debts: list[Funding]) -> date | None:
    """The day of which all the figures are, where it is one."""
    days = {debt.as_of for debt in debts}
    return days.pop() if len(days) == 1 else None


def _debt_facts(assessment: Assessment) -> FactSheet:
    """What the recorded debts do not state: their day, how they are to be paid, or that there are
    none."""
    debts = debts_of(assessment)
    day = Fact(key="as_of", label="Tính đến ngày", type=DAY, is_past=True)
    owed = Fact(
        key="owed",
        label="Số nợ đọng",
        type=MONEY,
        help="Ví dụ 850 triệu đồng; không nợ thì ghi 0 đồng. Có nợ thì nên nhập từng khoản ở mục "
        "nguồn kinh phí của kế hoạch.",
    )
    settling = Fact(
        key="settling", label="Phương án, thời hạn xử lý nợ", type=TEXT, blank=BLANK * 8
    )
    return FactSheet((*(() if _one_day(debts) else (day,)), settling if debts else owed))


def _debts(rows: DossierRows) -> Iterator[Block]:
    day = _one_day(rows.debts)
    as_of = f"ngày {format_day(day)}" if day else rows.facts["as_of"]
    yield Paragraph(
        f"{rows.issuer} báo cáo tình hình nợ đọng xây dựng cơ bản thuộc Chương trình mục tiêu quốc "
        f"gia xây dựng nông thôn mới trên địa bàn, tính đến {as_of}, như sau:"
    )
    if rows.debts:
        columns = [
            TableColumn(1.6, "center"),  # as wide as a number of four digits
            TableColumn(6.8),
            TableColumn(3.6),
            TableColumn(3.6, "right"),
        ]
        head = ["TT", "Công trình", "Đơn vị", "Còn nợ\n(triệu đồng)"]
        if not day:  # else the sentence above states it
            columns.append(TableColumn(3.2, "center"))
            head.append("Số liệu đến ngày")
        yield Table(tuple(columns), (tuple(head),), tuple(_debt_rows(rows.debts, len(columns))))
        yield Paragraph(f"Phương án, thời hạn xử lý nợ: {rows.facts.ended('settling')}")
    else:
        owed = rows.facts["owed"]
        yield Paragraph(f"Số nợ đọng xây dựng cơ bản thuộc Chương trình trên địa bàn: {owed}.")
    yield Paragraph(f"{rows.issuer} chịu trách nhiệm về số liệu báo cáo")


def _debt_rows(debts: list[Funding], width: int) -> Iterator[Row]:
    """Each debt in as many cells as there are columns, and what they come to."""
    for at, debt in enumerate(debts, start=1):
        amount = "" if debt.total is None else in_millions(debt.total)
        day = format_day(debt.as_of) if debt.as_of else ""
        yield Row((str(at), debt.text, debt.unit.title_name, amount, day)[:width])
    stated = [debt.total for debt in debts if debt.total is not None]
    if len(debts) > 1:
        words = "Cộng" if len(stated) == len(debts) else "Cộng các khoản đã có số liệu"
        total = in_millions(sum(stated))
        yield Row(("", Cell(words, colspan=2), total, "")[: width - 1], kind="total")


def _not_restated(rows: DossierRows) -> list[Funding]:
    """Debts of an earlier plan that none of the assessment's year states again: unknown is owed."""
    return [debt for debt in rows.debts if debt.plan.year < rows.assessment.year]


def _debt_doubts(rows: DossierRows) -> tuple[str, ...]:
    older = tuple(
        f"Khoản nợ “{debt.text}” lấy từ kế hoạch năm {debt.plan.year}, kế hoạch năm "
        f"{rows.assessment.year} không nêu lại nên vẫn tính là còn nợ. Đã trả thì ghi khoản ấy ở "
        "kế hoạch sau, đúng lời ấy, còn nợ 0 đồng; còn nợ thì ghi lại số đến nay."
        for debt in _not_restated(rows)
    )
    return (*dossier_doubts(rows), *older)


def _plans_of_older_debts(rows: DossierRows) -> tuple[tuple[str, str], ...]:
    plans = dict.fromkeys(debt.plan for debt in _not_restated(rows))
    return tuple((str(plan), plan.get_absolute_url()) for plan in plans)


# --- Cover ------------------------------------------------------------------------------------


COVER_BLOCKS = (
    AuthoredBlock(
        key="papers", title="Các văn bản của hồ sơ", help="Mỗi dòng một văn bản, theo thứ tự."
    ),
)


def _cover_drawn(rows: DossierRows) -> Mapping[str, str]:
    return {"papers": "\n".join(listed(list(papers_of(rows))))}


def cover_document(rows: DossierRows) -> Document:
    """The first sheet of the dossier: what it asks for, and the papers in it."""
    return Document(
        header=replace(header(rows, ""), symbol=""),
        title=title(rows, "HỒ SƠ", "Đề nghị thẩm tra, xét công nhận"),
        blocks=(
            Paragraph("Hồ sơ gồm các văn bản sau:"),
            *(
                Heading(2, line, is_title=False, source="papers")
                for line in typed_lines(rows.texts.text("papers"))
            ),
        ),
        signature=Signature(("NGƯỜI LẬP HỒ SƠ",)),
        recipients=Recipients(()),
        issuer_name=rows.issuer,
    )


KINDS = (
    dossier_kind(
        "recognition_cover",
        "Bìa hồ sơ",
        "bia-ho-so",
        cover_document,
        blocks=COVER_BLOCKS,
        drawn=_cover_drawn,
        is_numbered=never,
    ),
    dossier_kind(
        "recognition_submission",
        "Tờ trình đề nghị xét công nhận",
        "to-trinh",
        submission_document,
        blocks=SUBMISSION_BLOCKS,
        drawn=_submission_drawn,
        states_results=True,
    ),
    OPINIONS,
    SURVEY,
    dossier_kind(
        "recognition_debts",
        "Báo cáo nợ đọng xây dựng cơ bản",
        "no-dong",
        debt_document,
        exists=is_of_commune,
        facts=_debt_facts,
        doubts=_debt_doubts,
        doubt_links=_plans_of_older_debts,
    ),
)
