"""More faults of the plan of Vĩnh Thạnh Đông, thought of once its first ones were found."""

from datetime import date

from criteria.models import Assessment
from tasks.models import Task
from tests.reports.corpus.communes import Made
from tests.reports.corpus.fault import fault
from villages.models import Body

OF = 14


@fault(OF, "all of them, but for one", "đội văn nghệ", wrong="100|mâu thuẫn|chưa")
def _(m: Made) -> None:
    m.task("100% ấp đã có đội văn nghệ, ấp Đông Cơ chưa có đội văn nghệ", 6, "culture",
           "trong tháng 10/2026")  # fmt: skip


@fault(OF, "an office that is not theirs", "Ngọc Bích", wrong="chức|phó chủ tịch")
def _(m: Made) -> None:
    m.text("opening", "- Giao đồng chí Lê Thị Ngọc Bích - Chủ tịch UBND xã chỉ đạo chung.")


@fault(
    OF, "paper of the year before by its name", "thu gom chất thải năm 2024", wrong="2024|năm|kỳ"
)
def _(m: Made) -> None:
    m.paper("Báo cáo kết quả thu gom chất thải năm 2024", "17.1")


@fault(OF, "done on a day to come", "Sơn cổng chào", wrong="chưa đến|sau|tương lai")
def _(m: Made) -> None:
    row = m.task("Sơn cổng chào ấp", 6, "culture", "trong tháng 11/2026")
    Task.objects.filter(pk=row.pk).update(
        state="done", done_on=date(2026, 11, 20), result="Đã sơn 6 cổng"
    )


@fault(OF, "two counts of all households", "3.450|3.540", wrong="3.450.*3.540|3.540.*3.450")
def _(m: Made) -> None:
    m.text("infrastructure", "- Toàn xã có 3.450 hộ, cần đấu nối nước sạch cho 120 hộ.")
    m.text("quality", "- Vận động 100% trong số 3.540 hộ toàn xã phân loại rác.")


@fault(OF, "the village later than its commune", "Kênh Ngang", "20/12/2026", wrong="sau|xã")
def _(m: Made) -> None:
    Assessment.objects.filter(pk=m.village.pk).update(target_on=date(2026, 12, 20))


@fault(OF, "the start is after the plan", "30/7/2026", wrong="sau|kế hoạch|hiện trạng")
def _(m: Made) -> None:
    Assessment.objects.filter(pk=m.assessment.pk).update(baseline_on=date(2026, 7, 30))


@fault(
    OF, "led by the board of another village", "Đắp lề đường", wrong="khác|không thuộc|vĩnh bình"
)
def _(m: Made) -> None:
    m.bodies["there"] = Body.objects.get(name="Ban phát triển ấp Vĩnh Bình")
    m.task("Đắp lề đường ấp Rạch Gòi", 2, "there", "trong tháng 10/2026",
           unit=m.villages["Rạch Gòi"])  # fmt: skip


@fault(OF, "a sum of nothing", "Vỉa hè chợ", wrong="0 đồng|nhỏ|chưa|không")
def _(m: Made) -> None:
    m.money("Vỉa hè chợ", 0, {})
