"""Lists with their filters and order, saved under a name."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ntm_project.common.models import LineField, VersionedModel
from villages.models.people import Official
from villages.models.units import Unit

if TYPE_CHECKING:
    from villages.models.scope import Scope

# The lists that can be saved, by the names of their addresses.
LISTS = {
    "tasks:list": "Nhiệm vụ",
    "evidence:library": "Minh chứng",
    "evidence:queue": "Hàng chờ thẩm tra",
    "villages:officials": "Cán bộ",
    "villages:audit": "Nhật ký",
}


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, access: "Scope") -> "SavedViewQuerySet":
        """One's own, and those that somebody of one's units shares with the unit."""
        units = [posting.unit_id for posting in access.postings]
        return self.filter(Q(owner=access.official) | Q(is_shared=True, unit__in=units))


class SavedView(VersionedModel):
    """A list as somebody looks at it; shared, it is offered to all who hold a post in the unit."""

    owner = models.ForeignKey(
        Official, on_delete=models.PROTECT, related_name="saved_views", verbose_name="người lưu"
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="saved_views", verbose_name="đơn vị"
    )
    page = models.CharField("danh sách", max_length=40, choices=list(LISTS.items()))
    query = models.CharField("điều kiện", max_length=1000, blank=True)
    name = LineField("tên", max_length=80)
    is_shared = models.BooleanField("dùng chung trong đơn vị", default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "danh sách đã lưu"
        verbose_name_plural = "danh sách đã lưu"
        constraints = [
            models.UniqueConstraint(
                name="saved_view_name_once",
                fields=["owner", "page", "name"],
                violation_error_message="Đồng chí đã lưu một danh sách cùng tên ở trang này.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        address = reverse(self.page)
        return f"{address}?{self.query}" if self.query else address
