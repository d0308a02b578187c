"""A rich sample document, modelled on the real plan of Mai Đình (2024)."""

from dataclasses import replace
from datetime import date

from reports.documents.blocks import (
    Appendix,
    Block,
    Bullet,
    Cell,
    Document,
    Heading,
    LegalBasis,
    NationalHeader,
    Note,
    Paragraph,
    Recipients,
    Row,
    Signature,
    Table,
    TableColumn,
    TextRun,
    Title,
)

HEADER = NationalHeader(
    issuer_lines=(("ỦY BAN NHÂN DÂN", True), ("XÃ MAI ĐÌNH", True)),
    symbol="KH-UBND",
    place="Mai Đình",
    year=2024,
)
TITLE = Title(
    "KẾ HOẠCH",
    (
        "Thực hiện xã Mai Đình đạt chuẩn NTM nâng cao,",
        "thôn Thắng Lợi đạt NTM kiểu mẫu, thôn Mai Hạ đạt NTM",
        "năm 2024",
    ),
)
RECIPIENTS = Recipients(
    (
        "Ban Chỉ đạo xây dựng NTM huyện",
        "Văn phòng điều phối NTM huyện",
        "Đảng ủy, TT HĐND xã",
        "Chủ tịch, các PCT UBND xã",
        "Các thành viên Ban Quản lý xây dựng NTM xã",
        "MTTQ, các đoàn thể nhân dân",
        "Các nhà trường, Trạm Y tế xã",
        "Bí thư các chi bộ, Trưởng các thôn",
        "Lưu: VT",
    )
)
SIGNATURE = Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), name="Nguyễn Văn Bình")
CLOSING = Paragraph(
    "Trên đây là Kế hoạch thực hiện xây dựng xã NTM nâng cao, thôn NTM kiểu mẫu, thôn NTM năm "
    "2024 của UBND xã Mai Đình (có phụ lục kèm theo). Đề nghị các cán bộ, công chức, viên chức, "
    "cấp ủy, ban lãnh đạo các thôn nghiêm túc triển khai thực hiện; trong quá trình thực hiện nếu "
    "có vướng mắc, khó khăn thì liên hệ Ban Chỉ đạo qua cơ quan thường trực"
)
LONG = (
    "Nâng cao đời sống vật chất, tinh thần cho người dân; có các hình thức tổ chức sản xuất hợp "
    "lý, gắn phát triển nông nghiệp với công nghiệp, dịch vụ; xã hội nông thôn dân chủ, giàu bản "
    "sắc văn hóa dân tộc; môi trường sinh thái được bảo vệ; quốc phòng và an ninh, trật tự được "
    "giữ vững."
)
TASK = (
    "Giao ",
    TextRun("đồng chí Đặng Thị Hiền", bold=True),
    ", công chức Địa chính - Nông nghiệp - Môi trường: kiểm tra, rà soát lại các tuyến đường trên "
    "địa bàn thôn, tham mưu UBND xã công văn đề nghị phòng KTHT lắp đặt bổ sung biển báo, biển chỉ "
    "dẫn, chiếu sáng, gờ giảm tốc; thời gian xong trong quý I/2024.",
)
DECISION = (
    "Trong quá trình thực hiện phải bám sát Quyết định số 741/QĐ-UBND ngày 26 tháng 7 năm 2022 "
    "của UBND tỉnh Bắc Giang quy định Bộ tiêu chí xã đạt chuẩn NTM nâng cao trên địa bàn tỉnh giai "
    "đoạn 2022 - 2025; Quyết định số 16/2023/QĐ-UBND ngày 20 tháng 6 năm 2023 của UBND tỉnh."
)


def contents() -> tuple[Block, ...]:
    """Sections I to VI with their sub-sections."""
    unmet = ("Tiêu chí số 2 (Giao thông)", "Tiêu chí số 6 (Văn hóa)", "Tiêu chí số 14 (Y tế)")
    commune = [
        block
        for name in unmet
        for block in (Heading(3, name), Bullet(TASK), Bullet(LONG), Bullet("Xong.", "+"))
    ]
    return (
        LegalBasis(
            (
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
                "Căn cứ Nghị quyết Đại hội Đảng bộ xã Mai Đình khóa XXV, nhiệm kỳ 2020 - 2025",
            )
        ),
        Paragraph(
            "UBND xã Mai Đình xây dựng Kế hoạch thực hiện xã đạt chuẩn NTM nâng cao, thôn NTM "
            "kiểu mẫu, thôn NTM năm 2024, cụ thể như sau:"
        ),
        Heading(1, "Mục đích, yêu cầu"),
        Heading(2, "Mục đích"),
        Bullet(LONG),
        Heading(2, "Yêu cầu"),
        Bullet(DECISION),
        Heading(1, "Mục tiêu"),
        Paragraph("Xây dựng xã Mai Đình đạt NTM nâng cao. Với phương châm:"),
        Paragraph("“Chung sức, chung lòng; cách làm mới, tư duy mới”.", "italic"),
        Heading(1, "Nội dung thực hiện"),
        Heading(2, "Đối với việc xây dựng xã đạt chuẩn NTM nâng cao"),
        Paragraph("Tính đến 30/12/2023 xã Mai Đình đã đạt 11/19 tiêu chí, chưa đạt 8 tiêu chí:"),
        *commune,
        Heading(2, "Về xây dựng thôn Thắng Lợi đạt NTM kiểu mẫu"),
        Heading(4, "Rà soát lại các tuyến đường trên địa bàn thôn."),
        Heading(4, "Lắp đặt điện chiếu sáng tại các ngõ xóm và trục đường chính của thôn."),
        *_solutions(),
    )


def _solutions() -> tuple[Block, ...]:
    """Sections IV to VI."""
    return (
        Heading(1, "Nhiệm vụ, thời gian thực hiện"),
        Heading(2, "Tập trung cải tạo các tuyến đường đã xuống cấp; " + LONG, is_title=False),
        Heading(1, "Giải pháp thực hiện"),
        *(
            block
            for number in range(1, 7)
            for block in (Heading(2, f"Việc {number}"), Bullet(LONG))
        ),
        Heading(1, "Tổ chức thực hiện"),
        Bullet("Ban quản lý hàng tuần kiểm điểm tiến độ, báo cáo kết quả về Đảng ủy, UBND xã."),
        Note("Đối với các thôn về đích, hoàn thành hồ sơ minh chứng xong trong quý 4 năm 2024."),
        CLOSING,
    )


COLUMNS = (
    TableColumn(5, "center"),
    TableColumn(26),
    TableColumn(10, "center"),
    TableColumn(33),
    TableColumn(16),
    TableColumn(10, "center"),
)
HEADER_ROW = ("TT", "Tiêu chí", "Kết quả", "Nhiệm vụ", "Người phụ trách", "Thời hạn")


def table(rows: int) -> Table:
    """A table of criteria and tasks; each tenth row opens a group."""
    body: list[Row | tuple[Cell | str, ...]] = []
    for at in range(1, rows + 1):
        if at % 10 == 1:
            body.append(Row((Cell(f"Nhóm {at // 10 + 1}", colspan=6),), kind="group"))
        body.append(
            (
                str(at),
                f"Chỉ tiêu {at}: tỷ lệ hộ sử dụng nước sạch theo quy chuẩn",
                "Chưa đạt",
                "Phối hợp với BQL các thôn tuyên truyền vận động các hộ dân đấu nối nước sạch",
                "Nguyễn Thị Lan\nKhuyến nông xã",
                "trước tháng 8/2024",
            )
        )
    return Table(COLUMNS, (HEADER_ROW,), tuple(body), has_index_row=True)


def appendix(
    rows: int = 75, title: str = "Bảng tiêu chí, nhiệm vụ và phân công năm 2024"
) -> Appendix:
    """A landscape appendix with one table."""
    return Appendix(title, blocks=(table(rows),), landscape=True)


def plan(rows: int = 75) -> Document:
    """The plan before issue, with one landscape appendix."""
    return Document(
        header=HEADER,
        title=TITLE,
        blocks=contents(),
        signature=SIGNATURE,
        recipients=RECIPIENTS,
        appendices=(appendix(rows),),
        issuer_name="UBND xã Mai Đình",
    )


def issued() -> Document:
    """The plan with number and date, and two appendices named in the body."""
    body = contents()[:-1]
    pointer = Paragraph("(Chi tiết tại Phụ lục I và Phụ lục II kèm theo)", "italic")
    goals = Appendix(
        "Chỉ tiêu giao các thôn",
        blocks=(Paragraph("Các thôn thực hiện các chỉ tiêu sau:"), Bullet(LONG), table(3)),
    )
    return replace(
        plan(),
        header=replace(HEADER, number=5, issued_on=date(2024, 2, 5)),
        blocks=(*body, pointer, CLOSING),
        appendices=(appendix(12), goals),
    )
