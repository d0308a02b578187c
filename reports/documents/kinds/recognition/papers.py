"""The shorter papers of the dossier: submission, opinions, survey, debts, cover (e.1, e.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from evidence.issued.queries import issued_of
from ntm_project.common.dates import format_day
from ntm_project.common.numbers import in_millions
from reports.documents.authored import AuthoredBlock
from reports.documents.blanks import BLANK, DAY_BLANK, LONG_BLANK
from reports.documents.blocks import (
    Block,
    Bullet,
    Cell,
    Document,
    Heading,
    LegalBasis,
    NationalHeader,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    Title,
)
from reports.documents.kinds.recognition.rows import (
    DossierRows,
    dossier_kind,
    header,
    is_of_commune,
    papers_of,
    recipients,
    title,
)
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
        issued_of(kind, of).exists() for kind in ("recognition_opinions", "recognition_minutes")
    )
    course = (
        "Hồ sơ đã được thông báo, lấy ý kiến và thông qua tại cuộc họp đề nghị xét công nhận theo "
        "quy định."
    )
    enclosures = "\n".join(f"- {name}." for name in list(papers_of(rows))[1:])
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
    yield LegalBasis(grounds) if grounds else Paragraph(LONG_BLANK, source="grounds")
    yield Paragraph(
        f"Theo kết quả tự đánh giá, đến nay {rows.unit.full_name} đã đạt {rows.count} theo Bộ tiêu "
        f"chí {rows.standard}."
    )
    yield from rows.passage("course")
    yield Paragraph(
        f"{rows.issuer} trình {rows.addressee} thẩm tra, xét công nhận {rows.goal} năm "
        f"{rows.assessment.year}."
    )
    yield Paragraph("Hồ sơ kèm theo gồm:")
    yield from rows.passage("enclosures")
    yield Paragraph(f"Kính đề nghị {rows.addressee} xem xét, quyết định")


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


OPINION_BLOCKS = (
    AuthoredBlock(key="course", title="Việc thông báo công khai, lấy ý kiến"),
    AuthoredBlock(key="agreed", title="Ý kiến nhất trí"),
    AuthoredBlock(key="other", title="Ý kiến khác và việc tiếp thu, giải trình"),
)


def _opinions_drawn(rows: DossierRows) -> Mapping[str, str]:
    return {
        "course": f"{rows.issuer} đã thông báo công khai báo cáo kết quả thực hiện các tiêu chí từ "
        f"{DAY_BLANK} đến {DAY_BLANK} tại {BLANK}, trên hệ thống truyền thanh {BLANK} lần, và lấy "
        "ý kiến tham gia của các tổ chức và Nhân dân. Kết quả như sau:"
    }


def _opinions(rows: DossierRows) -> Iterator[Block]:
    yield from rows.passage("course")
    yield Heading(1, "Kết quả lấy ý kiến")
    bodies = ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Các tổ chức chính trị - xã hội", "Nhân dân")
    names = (*bodies, "Tổ chức khác")
    head = ("TT", "Tổ chức, cá nhân", "Số lấy ý kiến", "Nhất trí", "Ý kiến khác")
    columns = (
        TableColumn(1, "center"), TableColumn(6), TableColumn(2.5, "center"),
        TableColumn(2.5, "center"), TableColumn(2.5, "center"),
    )  # fmt: skip
    lines = tuple(Row((str(at), name, "", "", "")) for at, name in enumerate(names, start=1))
    yield Table(columns, (head,), lines)
    yield Heading(1, "Nội dung ý kiến")
    yield Heading(2, "Ý kiến nhất trí")
    yield from rows.passage("agreed")
    yield Heading(2, "Ý kiến khác và việc tiếp thu, giải trình")
    yield from rows.passage("other")
    yield Paragraph(
        f"Trên đây là tổng hợp ý kiến tham gia về kết quả thực hiện các tiêu chí của "
        f"{rows.unit.full_name} năm {rows.assessment.year}"
    )


# --- Survey of the Front ----------------------------------------------------------------------


SURVEY_BLOCKS = (AuthoredBlock(key="course", title="Việc lấy ý kiến"),)


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
        f"{rows.unit.full_name} đã tổ chức lấy ý kiến về sự hài lòng của người dân từ {DAY_BLANK} "
        f"đến {DAY_BLANK}. Kết quả như sau:"
    }


def _survey(rows: DossierRows) -> Iterator[Block]:
    yield from rows.passage("course")
    yield Heading(1, "Việc tổ chức lấy ý kiến")
    yield Bullet(f"Tổng số hộ: {BLANK} hộ; số hộ được lấy ý kiến: {BLANK} hộ, đạt {BLANK}%.")
    yield Bullet(f"Số phiếu phát ra: {BLANK}; thu về: {BLANK}; hợp lệ: {BLANK}.")
    yield Heading(1, "Kết quả theo nội dung")
    columns = (
        TableColumn(1, "center"), TableColumn(7), TableColumn(2.3, "center"),
        TableColumn(2.3, "center"), TableColumn(2.3, "center"),
    )  # fmt: skip
    head = ("TT", "Nội dung lấy ý kiến", "Hài lòng", "Chưa hài lòng", "Tỷ lệ hài lòng (%)")
    lines = tuple(Row((str(row.criterion.number), row.criterion.name, "", "", ""))
                  for row in rows.criteria)  # fmt: skip
    total = Row(("", "Kết quả chung", "", "", ""), kind="total")
    yield Table(columns, (head,), (*lines, total))
    yield Heading(1, "Ý kiến, kiến nghị của người dân")
    yield Paragraph(LONG_BLANK)
    yield Paragraph("Trên đây là kết quả lấy ý kiến về sự hài lòng của người dân")


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


def _debts(rows: DossierRows) -> Iterator[Block]:
    yield Paragraph(
        f"{rows.issuer} báo cáo tình hình nợ đọng xây dựng cơ bản thuộc Chương trình mục tiêu quốc "
        f"gia xây dựng nông thôn mới trên địa bàn, tính đến {DAY_BLANK}, như sau:"
    )
    if rows.debts:
        yield Table(
            (
                TableColumn(1.2, "center"),
                TableColumn(7.2),
                TableColumn(3.6),
                TableColumn(3.6, "right"),
                TableColumn(3.2, "center"),
            ),
            (("TT", "Công trình", "Đơn vị", "Còn nợ (triệu đồng)", "Số liệu đến ngày"),),
            tuple(_debt_rows(rows.debts)),
        )
        yield Paragraph(f"Phương án, thời hạn xử lý nợ: {BLANK * 8}")
    else:
        yield Paragraph(
            f"Số nợ đọng xây dựng cơ bản thuộc Chương trình trên địa bàn: {BLANK} triệu đồng."
        )
    yield Paragraph(f"{rows.issuer} chịu trách nhiệm về số liệu báo cáo")


def _debt_rows(debts: list[Funding]) -> Iterator[Row]:
    for at, debt in enumerate(debts, start=1):
        amount = "" if debt.total is None else in_millions(debt.total)
        day = format_day(debt.as_of) if debt.as_of else ""
        yield Row((str(at), debt.text, debt.unit.title_name, amount, day))
    stated = [debt.total for debt in debts if debt.total is not None]
    if len(debts) > 1:
        yield Row(("", Cell("Cộng", colspan=2), in_millions(sum(stated)), ""), kind="total")


# --- Cover ------------------------------------------------------------------------------------


COVER_BLOCKS = (
    AuthoredBlock(
        key="papers", title="Các văn bản của hồ sơ", help="Mỗi dòng một văn bản, theo thứ tự."
    ),
)


def _cover_drawn(rows: DossierRows) -> Mapping[str, str]:
    return {"papers": "\n".join(f"{name}." for name in papers_of(rows))}


def cover_document(rows: DossierRows) -> Document:
    """The first sheet of the dossier: what it asks for, and the papers in it."""
    return Document(
        header=replace(header(rows, ""), symbol=""),
        title=title(rows, "HỒ SƠ", "Đề nghị thẩm tra, xét công nhận"),
        blocks=(
            Paragraph("Hồ sơ gồm các văn bản sau:"),
            *(
                Heading(2, line.strip(), is_title=False, source="papers")
                for line in rows.texts.text("papers").splitlines()
                if line.strip()
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
    ),
    dossier_kind(
        "recognition_submission",
        "Tờ trình đề nghị xét công nhận",
        "to-trinh",
        submission_document,
        blocks=SUBMISSION_BLOCKS,
        drawn=_submission_drawn,
    ),
    dossier_kind(
        "recognition_opinions",
        "Báo cáo tổng hợp ý kiến",
        "tong-hop-y-kien",
        opinions_document,
        blocks=OPINION_BLOCKS,
        drawn=_opinions_drawn,
    ),
    dossier_kind(
        "recognition_survey",
        "Kết quả lấy ý kiến hài lòng",
        "hai-long",
        survey_document,
        blocks=SURVEY_BLOCKS,
        drawn=_survey_drawn,
        exists=is_of_commune,
        is_foreign=True,
    ),
    dossier_kind(
        "recognition_debts",
        "Báo cáo nợ đọng xây dựng cơ bản",
        "no-dong",
        debt_document,
        exists=is_of_commune,
    ),
)
