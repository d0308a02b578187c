"""`manage.py merge_sample`: the sample's commune of 2024 becomes what it is since 1 July 2025."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from villages.access import Access, system_access
from villages.changes.services import change_units
from villages.edit import edit_row
from villages.enums import UnitLevel
from villages.models import Posting, Unit

ON = date(2025, 7, 1)
ACT = "Nghị quyết số 1658/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội"
NO_DISTRICTS = "Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025"
LINE = "Mai Đình → xã Xuân Cẩm"
LAST_DAY = date(2025, 6, 30)


class Command(BaseCommand):
    help = (
        "Sáp nhập xã Mai Đình của dữ liệu mẫu vào xã Xuân Cẩm, tỉnh Bắc Ninh (01/7/2025): huyện "
        "Hiệp Hòa và chức vụ ở huyện kết thúc, xã khác của huyện và hồ sơ đang thẩm tra chuyển lên "
        "tỉnh. Chạy sau load_sample."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        by = system_access(timezone.localdate())
        district = Unit.objects.filter(level=UnitLevel.DISTRICT, name="Hiệp Hòa").first()
        province = Unit.objects.filter(level=UnitLevel.PROVINCE, name="Bắc Ninh").first()
        commune = Unit.objects.filter(parent=district, name="Mai Đình", valid_to=None).first()
        if district is None or province is None or commune is None:
            raise CommandError("Chưa thấy xã Mai Đình của dữ liệu mẫu, hoặc đã sáp nhập rồi.")
        try:
            with transaction.atomic():
                _end_district(by, district)
                change, moved = change_units(
                    by=by, parent=province, text=_lines(district), on=ON, act=ACT, choices={}
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"Đã sáp nhập {len(change.olds)} đơn vị; {len(change.held)} chức vụ kết thúc, "
            f"{sum(h.heir is not None for h in change.held)} tiếp tục; "
            f"{moved.get('tasks', 0)} nhiệm vụ và {moved.get('rounds', 0)} hồ sơ đi theo."
        )


def _end_district(by: Access, district: Unit) -> None:
    """The district and every post in it end on one day; its reviewer is the province's then."""
    how: dict[str, Any] = {"by": by, "reason": NO_DISTRICTS}
    for posting in Posting.objects.open_on(ON).filter(unit=district).order_by("pk"):
        edit_row(
            rows=Posting.objects.select_related("unit", "official"),
            pk=posting.pk,
            fields={"ends_on": LAST_DAY},
            action="kết thúc chức vụ",
            **how,
        )
    edit_row(
        rows=Unit.objects.all(),
        pk=district.pk,
        fields={"valid_to": LAST_DAY},
        action="kết thúc đơn vị",
        **how,
    )


def _lines(district: Unit) -> str:
    """Mai Đình joins Xuân Cẩm; what else the district has goes on below the province."""
    others = district.children.filter(valid_to=None).exclude(name="Mai Đình").order_by("pk")
    return "\n".join([LINE, *(f"{unit.name} → {unit.full_name}" for unit in others)])
