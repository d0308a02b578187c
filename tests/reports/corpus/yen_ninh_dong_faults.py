"""Its faults, as the district's office would name them when the plan comes in."""

from datetime import date
from decimal import Decimal

from evidence.papers.models import Proof
from tasks.models import Conclusion, Meeting, Plan, Supervision, Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault

Q = 33


@fault(Q, "directed by nobody", "tiêu chí 4", wrong="lãnh đạo|phụ trách|chỉ đạo")
def _(m: Made) -> None:
    Supervision.objects.filter(assessment=m.assessment, criterion__number=4).delete()


@fault(Q, "a work under another criterion", "xóa mù chữ", wrong="tiêu chí 5|giáo dục")
def _(m: Made) -> None:
    m.task(
        "Mở lớp xóa mù chữ, vận động học sinh bỏ học trở lại trường", 9, "culture", "tháng 10/2024"
    )


@fault(Q, "a hamlet that is not", "Đồng Danh", wrong="không có|danh sách|chưa có")
def _(m: Made) -> None:
    m.task("Kéo dài đường dây hạ thế về xóm Đồng Danh", 4, "land", "tháng 10/2024")


@fault(Q, "given to one who has left", "bờ ruộng", wrong="không còn|thôi|nghỉ|chức vụ")
def _(m: Made) -> None:
    m.task("Đắp bờ ruộng, khơi mương sau lũ", 3, "left", "tháng 10/2024")


@fault(Q, "a deputy called the chair", "Hoàng Thị Xuyến", wrong="phó chủ tịch|chức vụ")
def _(m: Made) -> None:
    m.also(
        "organisation",
        "- Giao đồng chí Hoàng Thị Xuyến - Chủ tịch UBND xã làm Tổ trưởng tổ công tác.",
    )


@fault(Q, "a month that no calendar has", "tủ sách", wrong="không đọc|không có|13|thời hạn")
def _(m: Made) -> None:
    m.task("Bổ sung tủ sách nhà văn hóa", 6, "culture", "trước tháng 13/2024")


@fault(Q, "a target of two figures", "bảo đảm vệ sinh|17.3", wrong="(85.*88)|(88.*85)")
def _(m: Made) -> None:
    m.target(
        "Tỷ lệ hộ có công trình chăn nuôi bảo đảm vệ sinh đạt 85%",
        17,
        comparator="gte",
        unit_words="%",
        indicator=m.results["17.3"].indicator,
        value=Decimal(88),
    )


@fault(Q, "a goal in words and another in the table", "nhà ở kiên cố|9.1", wrong="93")
def _(m: Made) -> None:
    m.also("goals", "- Tỷ lệ hộ có nhà ở kiên cố đạt 93%.")


@fault(Q, "one citation with two dates", "35/KH-UBND", wrong="15/0?1|22/0?1|hai ngày|khác")
def _(m: Made) -> None:
    m.also("opening", "Thực hiện Kế hoạch số 35/KH-UBND ngày 15/01/2024 của UBND tỉnh Thái Nguyên;")


@fault(Q, "the set of 2009", "491/QĐ-TTg", wrong="hết hiệu lực|không còn|giai đoạn|2009")
def _(m: Made) -> None:
    m.cite(
        "491/QĐ-TTg",
        "Về việc ban hành Bộ tiêu chí quốc gia về nông thôn mới",
        date(2009, 4, 16),
        "Thủ tướng Chính phủ",
    )


@fault(
    Q,
    "one paper for yes and for no",
    "Báo cáo kết quả thực hiện chỉ tiêu 17.1",
    wrong="17.3|trái|vừa",
)
def _(m: Made) -> None:
    Proof.objects.create(evidence=m.papers["17.1"], result=m.results["17.3"])


@fault(Q, "figures of a time long past", "điều tra thu nhập", wrong="2021|ngoài kỳ|trước kỳ|cũ")
def _(m: Made) -> None:
    m.paper(
        "Biểu điều tra thu nhập hộ gia đình",
        "10.1",
        period_from=date(2021, 1, 1),
        period_to=date(2021, 12, 31),
    )


@fault(Q, "a draft as proof", "Dự thảo", wrong="dự thảo.*(chưa|không|bản)|bản dự thảo")
def _(m: Made) -> None:
    m.paper("Dự thảo báo cáo đánh giá tiêu chí Thủy lợi", "3.1", number="", dated_on=None)


@fault(Q, "met, and its note says no", "3.1", wrong="ghi chú|chưa đạt")
def _(m: Made) -> None:
    m.enter("3.1", "met", "92.5", note="Còn 02 tuyến kênh chưa kiên cố nên chưa đạt yêu cầu")


@fault(Q, "more hamlets than there are", "6.3|sân thể thao", "7", wrong="6 xóm|có 6|số xóm")
def _(m: Made) -> None:
    m.enter("6.3", "met", "7")


@fault(Q, "paid and owed above the planned", "Nhà bia", wrong="vượt|lớn hơn|400|450")
def _(m: Made) -> None:
    m.money("Nhà bia tưởng niệm xóm Bằng Ninh", 400_000_000, {"commune": 400_000_000})
    m.money(
        "Nhà bia tưởng niệm xóm Bằng Ninh",
        250_000_000,
        {"commune": 250_000_000},
        stage="paid",
        as_of=date(2024, 8, 30),
    )
    m.money(
        "Nhà bia tưởng niệm xóm Bằng Ninh",
        200_000_000,
        {"commune": 200_000_000},
        stage="owed",
        as_of=date(2024, 8, 30),
    )


@fault(Q, "money of a day to come", "Ủng hộ đường ngõ", wrong="chưa đến|sau hôm nay|tương lai")
def _(m: Made) -> None:
    m.money(
        "Ủng hộ đường ngõ Làng Muông",
        80_000_000,
        {"people": 80_000_000},
        stage="mobilised",
        as_of=date(2024, 12, 20),
    )


@fault(Q, "a title of the year before", "2023", wrong="trích yếu|tên kế hoạch|năm 2024|tiêu đề")
def _(m: Made) -> None:
    m.plan.title = "Thực hiện xã Yên Ninh Đông đạt chuẩn NTM nâng cao năm 2023"
    m.plan.save()


@fault(Q, "issued by another commune", "Yên Đổ", wrong="yên ninh đông|khác|cơ quan ban hành")
def _(m: Made) -> None:
    Plan.objects.filter(pk=m.plan.pk).update(issuer="ỦY BAN NHÂN DÂN\nXÃ YÊN ĐỔ")


@fault(Q, "one report in two rhythms", "xóm", wrong="(tuần.*tháng)|(tháng.*tuần)")
def _(m: Made) -> None:
    m.also("organisation", "- Trưởng các xóm báo cáo tiến độ thực hiện về UBND xã hằng tháng.")


@fault(Q, "finished, and nothing was done", "hành lang đường điện", wrong="chưa|kết quả")
def _(m: Made) -> None:
    row = m.task("Phát quang hành lang đường điện", 4, "land", "tháng 8/2024")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2024, 8, 20), result="Chưa bố trí được nhân lực, chuyển quý sau"
    )


@fault(
    Q,
    "not begun, and all of it done",
    "mương Khe Khoang",
    wrong="100|chưa thực hiện|đã hoàn thành|tình trạng",
)
def _(m: Made) -> None:
    row = m.task("Kiên cố mương Khe Khoang", 3, "farmers", "tháng 11/2024")
    Task.objects.filter(pk=row.pk).update(progress="Đã hoàn thành 100% khối lượng")


@fault(
    Q,
    "a meeting that is to come has concluded",
    "30/10/2024|Họp sơ kết",
    wrong="chưa đến|chưa họp|chưa diễn ra|tương lai",
)
def _(m: Made) -> None:
    held = Meeting.objects.create(
        unit=m.unit,
        held_on=date(2024, 10, 30),
        name="Họp sơ kết quý III",
        rhythm="other",
        place="UBND xã",
        chaired_by=m.people["chair"],
        secretary=m.people["land"],
    )
    Conclusion.objects.create(
        meeting=held,
        order=1,
        text="Công an xã tăng cường tuần tra",
        led_by="Trưởng các xóm",
        deadline_words="trước ngày 30/11/2024",
    )


@fault(
    Q,
    "a body that acts before it is set up",
    "Tổ giám sát cộng đồng xóm Suối Bốc",
    wrong="thành lập",
)
def _(m: Made) -> None:
    m.task("Giám sát thi công đường ngõ", 2, "Tổ giám sát cộng đồng xóm Suối Bốc", "tháng 6/2024")
    m.task("Thành lập Tổ giám sát cộng đồng xóm Suối Bốc", 2, "front", "tháng 10/2024")


@fault(Q, "four left, and three of them named", "4 tiêu chí", wrong="3|liệt kê|nêu")
def _(m: Made) -> None:
    m.also("shortcomings", "- Toàn xã còn 4 tiêu chí chưa đạt: số 5, số 9, số 17.")
