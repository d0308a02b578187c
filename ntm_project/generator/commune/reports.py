"""The standing officer's monthly reports: tables from the record, two sections in the officer's own
words."""

from datetime import date

from ntm_project.generator.commune.diary import Act, Diary, InventedCommune
from tasks.enums import PeriodKind, ReportSection
from tasks.services.reports import edit_remark, write_report

# Day of writing; what fell short; what comes next.
REPORTS: list[tuple[date, str, str]] = [
    (
        date(2024, 3, 18),
        "- Hồ sơ phân hạng OCOP của hợp tác xã Sao Mai chậm so với kế hoạch.\n"
        "- Nguyên nhân: chưa gửi mẫu chè đi kiểm nghiệm.",
        "- Gửi mẫu chè đi kiểm nghiệm, hoàn thiện hồ sơ sản phẩm.\n"
        "- Mỗi thôn chọn một tuyến đường hoa do phụ nữ tự quản.",
    ),
    (
        date(2024, 4, 17),
        "- Công chức Nông nghiệp - Môi trường chuyển công tác, các tiêu chí 3, 13, 17, 18 phải "
        "bàn giao giữa kỳ.",
        "- Hoàn thiện hồ sơ các tiêu chí 1, 3, 4, 9, 16 để gửi thẩm tra đợt một.",
    ),
    (
        date(2024, 5, 17),
        "- Tỷ lệ hộ dùng nước sạch tập trung còn thấp; tuyến ống thi công chậm do mưa.",
        "- Mỗi tuần lắp ít nhất 250 m đường ống.\n"
        "- Gửi hồ sơ năm tiêu chí lên huyện trước ngày 31/5/2024.",
    ),
    (
        date(2024, 6, 18),
        "- Tiêu chí 19 không còn đạt sau vụ tai nạn giao thông ngày 19/5/2024.",
        "- Bổ sung hồ sơ theo kết luận của Văn phòng điều phối nông thôn mới huyện.\n"
        "- Vận động đủ 95% người dân tham gia bảo hiểm y tế.",
    ),
]


def write_reports(diary: Diary, commune: InventedCommune) -> None:
    for day, shortcomings, coming in REPORTS:
        words = {ReportSection.SHORTCOMINGS: shortcomings, ReportSection.NEXT: coming}
        diary.on(day, _write(commune, words), 14)


def _write(commune: InventedCommune, words: dict[ReportSection, str]) -> Act:
    """The report of the month that closed on the 14th."""

    def write(day: date) -> None:
        by = commune.access("thuongtruc", day)
        report = write_report(by=by, unit=commune.units["xa"], kind=PeriodKind.MONTH)
        for section, text in words.items():
            edit_remark(by=by, report=report, section=section, text=text, seen_version=0)

    return write
