"""Đông Quan Lạc, Thái Bình, a commune of the delta: the plan of 2024, and what is wrong in it."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Evidence
from tasks.models import Citation, Plan, ReportingDuty, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from tests.reports.corpus.specs import C, N, P, Spec, Work, Y

SPEC = Spec(
    "Thái Bình", "Kiến Xương", "Đông Quan Lạc", "thôn",
    ["Thượng Phúc", "Đoài Hạ", "Trung Nghĩa", "Lạc Đạo", "Cao Mại"],
    2024, date(2024, 9, 20),
    {
        "chair": ("Vũ Đức Thuấn", "Chủ tịch UBND xã"),
        "vice": ("Bùi Thị Nhài", "Phó Chủ tịch UBND xã"),
        "land": ("Phạm Văn Khương", "Công chức Địa chính - XD - MT"),
        "culture": ("Vũ Thị Hoa", "Công chức VH-XH"),
        "health": ("Trần Minh Tuệ", "Trạm trưởng Trạm Y tế"),
        "police": ("Lại Văn Chiến", "Trưởng Công an xã"),
        "left": ("Đào Quang Vinh", "Nguyên Phó Chủ tịch UBND xã"),
    },
    {"women": "Hội LHPN xã", "farmers": "Hội Nông dân xã", "youth": "Đoàn TNCS Hồ Chí Minh xã",
     "front": "Ủy ban MTTQ xã", "police_body": "Công an xã",
     "school": "Trường THCS Lê Quý Đôn", "coop": "HTX DVNN Đông Quan Lạc"},
    "QĐ 2260/QĐ-UBND", "DBSH",
    criteria=[
        (1, "Quy hoạch", [("1.1", "Có quy chế quản lý và tổ chức thực hiện quy hoạch", Y,
                           "", "", "")]),
        (2, "Giao thông", [
            ("2.1", "Tỷ lệ đường xã được bảo trì hàng năm", P, "%", "gte", "100"),
            ("2.2", "Tỷ lệ đường trục thôn được cứng hóa, có đèn chiếu sáng", P, "%", "gte", "90"),
        ]),
        (5, "Giáo dục", [("5.1", "Tỷ lệ trường học các cấp đạt chuẩn quốc gia", P, "%", "gte",
                          "100")]),
        (6, "Văn hóa", [("6.2", "Tỷ lệ thôn đạt tiêu chuẩn văn hóa", P, "%", "gte", "80")]),
        (8, "Thông tin và Truyền thông", [
            ("8.1", "Có điểm phục vụ bưu chính đáp ứng cung cấp dịch vụ công trực tuyến", Y,
             "", "", "")]),
        (10, "Thu nhập", [("10.1", "Thu nhập bình quân đầu người", N, "triệu đồng/người/năm",
                           "gte", "72")]),
        (11, "Nghèo đa chiều", [("11.1", "Tỷ lệ nghèo đa chiều", P, "%", "lte", "1.5")]),
        (13, "Tổ chức sản xuất và phát triển kinh tế nông thôn", [
            ("13.1", "Có hợp tác xã hoạt động hiệu quả", Y, "", "", ""),
            ("13.2", "Có sản phẩm OCOP còn thời hạn", C, "sản phẩm", "gte", "1")]),
        (14, "Y tế", [
            ("14.1", "Tỷ lệ người dân tham gia bảo hiểm y tế", P, "%", "gte", "95"),
            ("14.3", "Tỷ lệ người dân tham gia khám chữa bệnh từ xa", P, "%", "gte", "40")]),
        (16, "Tiếp cận pháp luật", [("16.1", "Tỷ lệ mâu thuẫn được hòa giải thành", P, "%",
                                     "gte", "90")]),
        (17, "Môi trường", [
            ("17.1", "Tỷ lệ chất thải rắn sinh hoạt được thu gom, xử lý", P, "%", "gte", "95"),
            ("17.2", "Tỷ lệ hộ phân loại rác tại nguồn", P, "%", "gte", "50")]),
        (18, "Chất lượng môi trường sống", [
            ("18.1", "Tỷ lệ hộ sử dụng nước sạch", P, "%", "gte", "65")]),
        (19, "Quốc phòng và An ninh", [("19.1", "Có mô hình camera an ninh", Y, "", "", "")]),
    ],
    stands={
        "1.1": ("met", None), "2.1": ("met", "100"), "2.2": ("met", "94.6"),
        "5.1": ("met", "100"), "6.2": ("met", "100"), "8.1": ("not_met", None),
        "10.1": ("met", "74.3"), "11.1": ("met", "1.2"), "13.1": ("met", None),
        "13.2": ("not_met", "0"), "14.1": ("met", "96.2"), "14.3": ("not_met", "22"),
        "16.1": ("met", "93"), "17.1": ("met", "98"), "17.2": ("not_met", "36.5"),
        "18.1": ("met", "99"), "19.1": ("met", None),
    },
    work=(
        Work("Tham mưu hoàn thiện hồ sơ dự thi sản phẩm OCOP (cáy mắm), gửi UBND huyện đánh giá",
             13, "farmers", "xong trong tháng 10/2024", "13.2", support="coop"),
        Work("Trạm Y tế triển khai khám chữa bệnh từ xa, lập danh sách người dân theo thôn",
             14, "health", "trước ngày 31/10", "14.3"),
        Work("Hướng dẫn hội viên phân loại rác tại nguồn, làm hố ủ rác hữu cơ", 17, "women",
             "hết tháng 10/2024", "17.2"),
        Work("Bố trí máy tính, đường truyền tại điểm Bưu điện văn hóa xã", 8, "culture",
             "giữa tháng 10/2024", "8.1"),
        # Odd to look at, and right.
        Work("Rà soát quy chế quản lý quy hoạch chung xã", 1, "land", "trước 30/6",
             done=date(2024, 6, 21)),
        Work("Bê tông hóa 350 m đường trục thôn Đoài Hạ", 2, "land", "trong quý II/2024",
             village="", done=date(2024, 6, 12)),
        Work("Bê tông hóa 420 m đường trục thôn Trung Nghĩa", 2, "land", "trong quý III/2024"),
        Work("Giao đ/c Hoa, công chức VH-XH: duy trì các câu lạc bộ dân vũ", 6, "culture",
             "tháng 10/2024"),
        Work("Cải tạo sân đường Trường THCS Lê Quý Đôn, đoạn giáp đường Trần Hưng Đạo", 5,
             "school", "tháng 11/2024"),
        Work("Tuần tra tuyến đường giáp ranh với xã Vũ Bình", 19, "police_body", "tháng 10/2024"),
        Work("Vận động 412/480 hộ (85,8%) ký cam kết bảo vệ môi trường", 17, "women",
             "tháng 11/2024"),
        Work("Đến nay 3/5 thôn có mô hình camera, còn 2 thôn hoàn thành nốt", 19, "police",
             "trước ngày 15/11/2024"),
        Work("Vận động nhân dân thôn Cao Mại hiến đất mở rộng ngõ xóm", 2, "front",
             "tháng 10/2024", village="Cao Mại"),
        Work("Tập huấn hòa giải viên năm 2024 theo Đề án giai đoạn 2019-2030", 16, "culture",
             "trong tháng 9/2024", done=date(2024, 9, 10)),
    ),
)  # fmt: skip


def innocents(m: Made) -> None:
    """What looks odd and is right."""
    m.cite("31/2024/QH15", "Luật Đất đai", date(2024, 1, 18), "Quốc hội")
    m.cite("12/NQ-HĐND", "Nghị quyết về nhiệm vụ kinh tế - xã hội", date(2023, 12, 20),
           "HĐND huyện Kiến Xương")  # fmt: skip
    m.cite("12/NQ-HĐND", "Nghị quyết về dự toán ngân sách", date(2023, 12, 27),
           "HĐND xã Đông Quan Lạc")  # fmt: skip
    m.money("Nâng cấp đường trục xã", 1_500_000_000,
            {"province": 700_000_000, "district": 300_000_000, "people": 500_000_000},
            words="một tỷ năm trăm triệu đồng")  # fmt: skip
    m.text(
        "achievements",
        "- Năm 2023 xã thu hoạch 2 vụ lúa; 5/5 thôn có nhà văn hóa.\n"
        "- Tổng vốn 2,5 tỷ đồng, trong đó ngân sách xã 1,5 tỷ đồng, nhân dân 1.000 triệu đồng.",
    )
    m.text("works", "- Tiêu chí số 17 về Môi trường; TC số 2 (Giao thông): giữ vững.\n"
           "- Phấn đấu đến năm 2030 xã trở thành đô thị loại V.")  # fmt: skip
    Evidence.objects.filter(pk=m.papers["14.1"].pk).update(expires_on=date(2025, 12, 31))


@fault(3, "criterion without leader", "Thông tin và Truyền thông|tiêu chí 8", wrong="lãnh đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(criterion__number=8, assessment=m.assessment).delete()


@fault(3, "lead by đ/c and given name", "đ/c Hoa|kể chuyện đạo đức", wrong="tên|rõ")
def _(m: Made) -> None:
    m.task("Tổ chức hội thi kể chuyện đạo đức Bác Hồ", 6, "đ/c Hoa", "tháng 10/2024")


@fault(3, "two bodies in one lead", "UBND xã + MTTQ", wrong="rõ")
def _(m: Made) -> None:
    m.task("Phát động Tết trồng cây đường ven sông", 17, "UBND xã + MTTQ", "tháng 11/2024")


@fault(3, "lead is everybody", "Rà soát hộ tạm trú|các đoàn thể, các thôn", wrong="rõ|vai trò|tên")
def _(m: Made) -> None:
    m.task("Rà soát hộ tạm trú", 19, "các đoàn thể, các thôn", "tháng 10/2024")


@fault(3, "vague deadline", "Di dời chuồng trại chăn nuôi", wrong="hạn|đọc")
def _(m: Made) -> None:
    m.task("Di dời chuồng trại chăn nuôi ra khỏi khu dân cư", 17, "land", "sớm nhất có thể")


@fault(3, "deadline after the window by a feast", "Trang trí cổng làng", wrong="sau|ngoài|hạn")
def _(m: Made) -> None:
    m.task("Trang trí cổng làng", 6, "youth", "trước Tết Dương lịch 2025")


@fault(3, "quarter beyond the window", "Lập sổ theo dõi hộ cận nghèo", wrong="sau|ngoài")
def _(m: Made) -> None:
    m.task("Lập sổ theo dõi hộ cận nghèo", 11, "culture", "hết quý IV")


@fault(3, "one work worded twice, two deadlines", "45 bóng đèn", wrong="hạn|trùng|lặp")
def _(m: Made) -> None:
    m.task("Lắp 45 bóng đèn cao áp trục đường thôn Lạc Đạo", 2, "land", "tháng 10/2024")
    m.task("Lắp đặt 45 bóng đèn cao áp trên trục đường thôn Lạc Đạo", 2, "land", "tháng 11/2024")


@fault(3, "deadline of the text differs", "Sửa cống ba cửa", wrong="hạn|30/9")
def _(m: Made) -> None:
    m.task("Sửa cống ba cửa, hoàn thành trước 30/9", 2, "land", "trong tháng 11/2024")


@fault(3, "unknown person in the text", "Bùi Văn Thoan", wrong="bùi văn thoan")
def _(m: Made) -> None:
    m.task("Đồng chí Bùi Văn Thoan phụ trách vận hành trạm cấp nước", 18, "land", "tháng 10/2024")


@fault(3, "unknown village in lower case", "bắc hưng", wrong="bắc hưng")
def _(m: Made) -> None:
    m.task("Làm kè ao thôn bắc hưng", 17, "land", "tháng 10/2024")


@fault(3, "share unlike its counts", "6/8|85", wrong="85|75|khớp|6/8")
def _(m: Made) -> None:
    m.text("shortcomings", "- Mới có 6/8 tuyến đường hoa (đạt 85%) được chăm sóc.")


@fault(3, "sum in prose", "3,2 tỷ", wrong="3 tỷ|3.000")
def _(m: Made) -> None:
    m.text("resources", "Tổng kinh phí 3,2 tỷ đồng, trong đó: ngân sách tỉnh 1.500 triệu đồng; "
           "ngân sách xã 1.000 triệu đồng; nhân dân đóng góp 500 triệu đồng.")  # fmt: skip


@fault(3, "words of a sum differ", "Kè ao thôn Thượng Phúc", wrong="khác|lệch|viết|khớp")
def _(m: Made) -> None:
    m.money("Kè ao thôn Thượng Phúc", 1_025_000_000, {"commune": 1_025_000_000},
            words="1 tỷ 250 triệu đồng")  # fmt: skip


@fault(3, "two sums of one work, worded differently", "mầm non khu B", wrong="tổng|hai|khác|lệch")
def _(m: Made) -> None:
    m.money("Xây trường mầm non khu B", 4_200_000_000, {"district": 4_200_000_000})
    m.money("Xây dựng trường mầm non khu B", 4_500_000_000, {"district": 4_500_000_000})


@fault(3, "bare citation", "Quyết định số 318", wrong="ngày|cơ quan|ký hiệu|số")
def _(m: Made) -> None:
    Citation.objects.create(plan=m.plan, order=21, number="318", title="Quyết định số 318")


@fault(3, "citation of a period past", "1980/QĐ-TTg", wrong="giai đoạn|2016|hết|thay")
def _(m: Made) -> None:
    m.cite("1980/QĐ-TTg", "Ban hành Bộ tiêu chí quốc gia về xã NTM giai đoạn 2016-2020",
           date(2016, 10, 17), "Thủ tướng Chính phủ")  # fmt: skip


@fault(3, "sign of another issuer", "45/NQ-HĐND", wrong="cơ quan|ban hành|ký hiệu")
def _(m: Made) -> None:
    m.cite("45/NQ-HĐND", "Nghị quyết về đầu tư công", date(2023, 12, 8), "UBND tỉnh Thái Bình")


@fault(3, "met below the level by its counts", "6.2 ", wrong="mức")
def _(m: Made) -> None:
    m.enter("6.2", "met", "3", denominator=Decimal(5))


@fault(3, "tasks done, indicator unmet", "8.1|thông tin và truyền thông|tiêu chí 8",
       wrong="hoàn thành|xong")  # fmt: skip
def _(m: Made) -> None:
    Task.objects.filter(plan=m.plan, criterion__number=8).update(
        state="done", done_on=date(2024, 9, 3), result="Đã lắp đặt"
    )


@fault(3, "done before it began", "Ra quân làm thủy lợi", wrong="trước")
def _(m: Made) -> None:
    made = m.task("Ra quân làm thủy lợi", 2, "coop", "từ 10/8/2024 đến 31/8/2024")
    Task.objects.filter(pk=made.pk).update(
        state="done", done_on=date(2024, 3, 2), result="Đã xong 12 km"
    )


@fault(3, "papers of two figures", "tỷ lệ hòa giải thành 81%", wrong="93")
def _(m: Made) -> None:
    m.paper("Báo cáo công tác hòa giải: hòa giải thành 93%", "16.1")
    m.paper("Biểu tổng hợp hòa giải ở cơ sở: tỷ lệ hòa giải thành 81%", "16.1")


@fault(3, "paper of another figure than the claim", "đạt 81,5%", wrong="99%")
def _(m: Made) -> None:
    m.paper("Xác nhận tỷ lệ hộ sử dụng nước sạch đạt 81,5%", "18.1")


@fault(3, "village's count in prose", "Ghi đạt 3/3", wrong="2/3")
def _(m: Made) -> None:
    m.text("goals", "Thôn Thượng Phúc đã đạt 3/3 tiêu chí thôn NTM kiểu mẫu, đề nghị công nhận.")


@fault(3, "met and left do not make the whole", "10/13", wrong="10/13|còn")
def _(m: Made) -> None:
    m.text("opening", "Tính đến 31/12/2023 xã đã đạt 10/13 tiêu chí, còn lại 04 tiêu chí.")


@fault(3, "signer without the office", "Vũ Thị Hoa", wrong="ký|chủ tịch")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(signatory_name="Vũ Thị Hoa")


@fault(3, "obstacle unheard", "Mở rộng đường trục Cao Mại", wrong="vướng")
def _(m: Made) -> None:
    made = m.task("Mở rộng đường trục Cao Mại", 2, "land", "tháng 11/2024")
    Task.objects.filter(pk=made.pk).update(obstacle="03 hộ chưa nhận tiền đền bù")


@fault(3, "number and name of a criterion disagree", "tiêu chí số 13", wrong="13")
def _(m: Made) -> None:
    m.text("quality", "- Quan tâm tiêu chí số 13 (Hộ nghèo), tiêu chí số 18.")


@fault(3, "work under the wrong criterion", "Xây phòng học bộ môn", wrong="tiêu chí")
def _(m: Made) -> None:
    m.task("Xây phòng học bộ môn Trường THCS để đạt chuẩn quốc gia", 6, "school", "tháng 10/2024")


@fault(3, "empty work", "Thực hiện và minh chứng tiêu chí", wrong="nội dung|cụ thể|rõ")
def _(m: Made) -> None:
    m.task("Thực hiện và minh chứng tiêu chí theo hướng dẫn", 16, "culture", "tháng 10/2024")


@fault(3, "two rhythms of one duty", "Tổng hợp tiến độ xây dựng NTM", wrong="nhịp|hàng|trùng|hai")
def _(m: Made) -> None:
    for order, rhythm in enumerate(["hàng tuần", "hàng quý"], 5):
        ReportingDuty.objects.create(
            plan=m.plan, order=order, who="Công chức VH-XH", rhythm_words=rhythm,
            text="Tổng hợp tiến độ xây dựng NTM", report_to="BCĐ xã",
        )  # fmt: skip


@fault(3, "expired paper", "Giấy chứng nhận VietGAP", wrong="hết|hiệu lực")
def _(m: Made) -> None:
    row = m.paper("Giấy chứng nhận VietGAP", "13.1", dated_on=date(2021, 5, 1))
    Evidence.objects.filter(pk=row.pk).update(expires_on=date(2024, 5, 1))


@fault(3, "village contradicts the commune in other words", "Thượng Phúc", "17.1|phân loại",
       wrong="thượng phúc")  # fmt: skip
def _(m: Made) -> None:
    # Of five villages one has 41 %: the commune cannot have 98 % of its villages.
    one = m.results["17.1"].indicator
    one.wording = "Tỷ lệ thôn có trên 60% số hộ phân loại rác tại nguồn"
    one.save()
