"""The papers that prove what is recorded: each with a small real file."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from criteria.enums import Claim
from criteria.measures import measured_words
from criteria.models import Result
from evidence.models import Evidence, Requirement
from evidence.papers.enums import PaperKind
from evidence.papers.services import add_paper
from ntm_project.common.dates import format_day
from ntm_project.generator.commune import pictures
from ntm_project.generator.commune.diary import Diary, InventedCommune
from ntm_project.generator.commune.results import IN_CHARGE

_K = PaperKind


@dataclass(frozen=True)
class InventedPaper:
    """A paper for the indicators of a criterion that are recorded as met on the day."""

    criterion: int
    day: date
    kind: PaperKind
    number: str
    title: str
    lines: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # these alone, where not all of the criterion
    issuer: str = "UBND xã Sao Mai"


def _d(month: int, day: int) -> date:
    return date(2024, month, day)


PAPERS = [
    InventedPaper(1, _d(2, 26), _K.MINUTES, "04/BB-UBND",
          "Biên bản công khai quy hoạch chung xây dựng xã tại 6 nhà văn hóa thôn",
          ("Thành phần: UBND xã, trưởng 6 thôn.", "Bản vẽ, quy chế được niêm yết 30 ngày.")),
    InventedPaper(2, _d(3, 25), _K.MINUTES, "11/BB-UBND",
          "Biên bản nghiệm thu biển báo, gờ giảm tốc và đường ngõ xóm",
          ("14 biển báo, 6 gờ giảm tốc trên đường trục xã.", "Đường ngõ xóm cứng hóa 21,4 km.")),
    InventedPaper(3, _d(2, 28), _K.REPORT, "18/BC-UBND",
          "Báo cáo tưới tiêu, công trình thủy lợi nội đồng và phòng chống thiên tai",
          ("Diện tích tưới, tiêu chủ động: 412 ha.", "Bảo trì 100% công trình nội đồng.")),
    InventedPaper(4, _d(2, 2), _K.CONFIRMATION, "07/XN-ĐL",
          "Xác nhận tỷ lệ hộ sử dụng điện an toàn", ("2.118 hộ dùng điện trực tiếp.",),
          issuer="Điện lực Hiệp Hòa (minh họa)"),
    InventedPaper(5, _d(4, 19), _K.MINUTES, "15/BB-THCS",
          "Biên bản nghiệm thu phòng học bộ môn, tự đánh giá trường chuẩn",
          ("Hai phòng học bộ môn, 36 bộ bàn ghế.", "Phổ cập giáo dục mức độ 3.")),
    InventedPaper(6, _d(5, 27), _K.REPORT, "41/BC-UBND",
          "Báo cáo kết quả bảo tồn di sản và thôn văn hóa",
          ("Sáu di sản được kiểm kê.", "5/6 thôn đạt tiêu chuẩn văn hóa.")),
    InventedPaper(7, _d(2, 27), _K.DECISION, "23/QĐ-UBND",
          "Quyết định phê duyệt nội quy chợ Sao Mai, khu thực phẩm an toàn",
          ("46 hộ kinh doanh cố định.",)),
    InventedPaper(8, _d(3, 12), _K.LIST, "09/DS-UBND",
          "Biểu thống kê dịch vụ bưu chính, thuê bao và điểm wifi công cộng",
          ("5 điểm wifi miễn phí tại nhà văn hóa thôn.",)),
    InventedPaper(9, _d(2, 20), _K.LIST, "05/DS-UBND",
          "Danh sách rà soát nhà ở kiên cố, bán kiên cố của 6 thôn", ("2.118 hộ, 6 thôn.",)),
    InventedPaper(11, _d(6, 19), _K.REPORT, "52/BC-UBND",
          "Báo cáo kết quả rà soát hộ nghèo, hộ cận nghèo giữa năm",
          ("31 hộ nghèo, 44 hộ cận nghèo trên 2.118 hộ.",)),
    InventedPaper(12, _d(5, 15), _K.LIST, "21/DS-UBND",
          "Danh sách lao động qua đào tạo có chứng chỉ", ("60 người học nghề năm 2024.",)),
    InventedPaper(13, _d(4, 26), _K.CONTRACT, "02/2024/HĐ-LK",
          "Hợp đồng liên kết tiêu thụ chè búp giữa HTX Sao Mai và doanh nghiệp",
          ("Sản lượng 180 tấn chè búp tươi.",), issuer="HTX nông nghiệp Sao Mai"),
    InventedPaper(14, _d(6, 21), _K.REPORT, "54/BC-TYT",
          "Báo cáo tham gia bảo hiểm y tế và quản lý sức khỏe", ("8.264 người có thẻ.",),
          issuer="Trạm Y tế xã Sao Mai"),
    InventedPaper(15, _d(5, 10), _K.REPORT, "36/BC-UBND",
          "Báo cáo giải quyết thủ tục hành chính 4 tháng đầu năm",
          ("612 hồ sơ, 97,4% trực tuyến, không có khiếu nại vượt cấp.",)),
    InventedPaper(16, _d(3, 28), _K.DECISION, "31/QĐ-UBND",
          "Quyết định kiện toàn 6 tổ hòa giải ở cơ sở", ("Hòa giải thành 11/12 vụ việc.",)),
    InventedPaper(17, _d(6, 7), _K.REPORT, "48/BC-UBND",
          "Báo cáo thu gom chất thải, cơ sở bảo đảm môi trường",
          ("Thu gom 94% chất thải rắn.", "27/27 cơ sở có hồ sơ môi trường.")),
    InventedPaper(18, _d(6, 12), _K.MINUTES, "29/BB-UBND",
          "Biên bản tập huấn an toàn thực phẩm và kiểm tra hộ có nhà tắm, nhà tiêu hợp vệ sinh",
          ("74/74 cơ sở được tập huấn.",)),
    InventedPaper(19, _d(2, 15), _K.REPORT, "12/BC-CA",
          "Báo cáo an ninh trật tự và xây dựng dân quân năm 2023", ("Xã đạt chuẩn an toàn.",),
          ("19.1",), "Công an xã Sao Mai"),
    # What the district requested when it returned the first dossier.
    InventedPaper(1, _d(6, 18), _K.DOSSIER, "33/HS-UBND",
          "Bản vẽ quy hoạch chi tiết xây dựng khu trung tâm xã", ("Tỷ lệ 1/500, 4,6 ha.",),
          ("1.3",)),
    InventedPaper(3, _d(6, 18), _K.LIST, "27/DS-HTX",
          "Biểu diện tích cây trồng chủ lực được tưới tiết kiệm nước",
          ("Đã đối chiếu với biểu của UBND xã.",), ("3.3",), "HTX nông nghiệp Sao Mai"),
]  # fmt: skip
PHOTOS = [
    (2, _d(3, 21), "Gờ giảm tốc, biển báo đầu thôn Cầu Gỗ", "Thôn Cầu Gỗ"),
    (6, _d(5, 24), "Nhà văn hóa thôn Đồi Chè sau khi sửa sân", "Thôn Đồi Chè"),
    (17, _d(6, 11), "Bể thu gom bao gói thuốc ở cánh đồng Bến Sông", "Thôn Bến Sông"),
    (18, _d(6, 12), "Lắp ống cấp nước thôn Trại Hoa", "Thôn Trại Hoa"),
]


def write_papers(diary: Diary, commune: InventedCommune) -> None:
    for paper in PAPERS:
        diary.on(paper.day, partial(_add, commune, paper=paper), 17)
    for shade, (number, day, title, where) in enumerate(PHOTOS):
        taken = partial(_photo, commune, shade=shade, number=number, title=title, where=where)
        diary.on(day, taken, 18)
    for key, day in (
        ("doiche", _d(2, 7)), ("bensong", _d(3, 7)), ("langmoi", _d(4, 11)),
    ):  # fmt: skip
        diary.on(day, partial(_of_village, commune, key=key), 20)


def _who(number: int, day: date) -> str:
    who = next(who for who, numbers in IN_CHARGE.items() if number in numbers)
    return "khanh" if who == "nongnghiep" and day >= date(2024, 4, 1) else who


def _met(commune: InventedCommune, of: str, **where: Any) -> list[Result]:
    rows = Result.objects.filter(assessment=commune.assessments[of], claim=Claim.MET, **where)
    return list(rows.select_related("indicator__criterion", "assessment__unit").order_by("pk"))


def _add(commune: InventedCommune, day: date, paper: InventedPaper) -> Evidence:
    who = _who(paper.criterion, day)
    where: dict[str, Any] = {"indicator__criterion__number": paper.criterion}
    if paper.codes:
        where["indicator__code__in"] = paper.codes
    results = _met(commune, "xa", **where)
    picture = pictures.paper_picture(
        paper.title,
        f"Số: {paper.number}",
        [f"Sao Mai, ngày {format_day(day)}", *paper.lines, *_figures(results)],
        commune.people[who].full_name,
    )
    data = {
        "kind": paper.kind,
        "number": paper.number,
        "dated_on": day,
        "issuer": paper.issuer,
        "title": paper.title,
        "sheets": 1,
    }
    name = f"{paper.number.replace('/', '-')} {paper.title[:60]}.pdf"
    return _keep(commune, day, who, "xa", data, picture, name, results)


def _figures(results: list[Result]) -> list[str]:
    """The figures of the paper, an indicator a line."""
    measured = [(result.indicator, measured_words(result.indicator, result)) for result in results]
    return [f"- {row.code} {row.wording[:90]}: {words}." for row, words in measured if words]


def _photo(
    commune: InventedCommune, day: date, shade: int, number: int, title: str, where: str
) -> None:
    data = {"kind": _K.PHOTO, "dated_on": day, "title": title, "place": where}
    results = _met(commune, "xa", indicator__criterion__number=number)
    picture = pictures.place(shade * 11, where)
    _keep(commune, day, _who(number, day), "xa", data, picture, f"{title}.jpg", results)


def _of_village(commune: InventedCommune, day: date, key: str) -> None:
    """The minutes of the village prove all that is met; what a set expects is added by name."""
    results, unit = _met(commune, key), commune.units[key]
    title = f"Biên bản họp {unit.full_name} tự đánh giá các tiêu chí"
    who = commune.people[key].full_name
    minutes = pictures.paper_picture(
        title, "Số: 01/BB", [f"Ngày {format_day(day)}", "48/52 hộ dự."], who
    )
    data = {
        "kind": _K.MINUTES,
        "number": f"01/BB-{day.month}",
        "dated_on": day - timedelta(days=1),
        "title": title,
        "issuer": unit.agency,
        "sheets": 2,
    }
    _keep(commune, day, key, key, data, minutes, f"Biên bản {unit.name}.pdf", results)
    by_indicator = {result.indicator_id: result for result in results}
    for need in Requirement.objects.filter(indicator__in=by_indicator).order_by("pk"):
        picture = pictures.paper_picture(need.text, "Số: …", [f"Lập tại {unit.full_name}"], who)
        data = {
            "kind": need.kind,
            "dated_on": day - timedelta(days=3),
            "title": need.text,
            "issuer": unit.agency,
        }
        result, name = by_indicator[need.indicator_id], f"{need.text[:60]}.pdf"
        _keep(commune, day, key, key, data, picture, name, [result], need)


def _keep(
    commune: InventedCommune,
    day: date,
    who: str,
    unit: str,
    data: dict[str, Any],
    picture: Any,
    name: str,
    results: list[Result],
    requirement: Requirement | None = None,
) -> Evidence:
    added = add_paper(
        by=commune.access(who, day),
        unit=commune.units[unit],
        data=data,
        files=[pictures.received(picture, name)],
        upload_keys=[uuid4()],
        results=results,
        requirement=requirement,
    )
    return added[0].evidence
