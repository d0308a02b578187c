"""Wordings to begin the sections of a plan with: data of all communes, kept by who keeps those."""

from django.db import models

from ntm_project.common.models import LineField, ProseField, VersionedModel
from tasks.enums import PlanSection
from villages.models import OfEverybody, Unit

UNIT = "{đơn vị}"


class PlanWording(OfEverybody, VersionedModel):
    """One way to write a section; `{đơn vị}` becomes the unit, other braces stay until printing."""

    section = models.CharField("mục", max_length=20, choices=PlanSection)
    order = models.PositiveSmallIntegerField("thứ tự", default=0)
    name = LineField("tên gọi", max_length=100, help_text="Để chọn, ví dụ: Gọn, ba ý.")
    text = ProseField(
        "lời văn",
        max_length=20_000,
        help_text=(
            "Dòng bắt đầu bằng “- ” in thành gạch đầu dòng. {đơn vị} thay bằng tên đơn vị; {năm}, "
            "{mục tiêu} in theo kế hoạch. Không ghi số liệu, tên riêng."
        ),
    )

    class Meta:
        verbose_name = "lời văn mẫu của kế hoạch"
        verbose_name_plural = "lời văn mẫu của kế hoạch"
        constraints = [
            models.UniqueConstraint(
                name="plan_wording_name_once",
                fields=["section", "name"],
                violation_error_message="Mục này đã có lời văn mẫu mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.name}"

    def written_for(self, unit: Unit) -> str:
        """The wording with the unit's name in it."""
        return self.text.replace(UNIT, unit.full_name)
