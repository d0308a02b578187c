"""The audit trail: who did what, in which posting, when and why."""

from typing import Any

from django.db import models
from django.utils import timezone

from ntm_project.common.dates import format_moment
from ntm_project.common.models import AppendOnlyModel
from villages.models.scope import EVERYBODY, Scope, in_scope, keys_of_path

# What signing in and out leaves in the trail of the account's unit.
SIGN_IN_ACTIONS = (
    "đăng nhập",
    "đăng xuất",
    "đăng nhập sai",
    "chặn đăng nhập tạm thời",
    "mở chặn đăng nhập",
)

# By the program, at night: whoever keeps the account opens it again.
CLOSED_UNUSED = "đóng tài khoản không dùng"


# The kind of an event of many rows: its number is the unit that they have in common, its changes
# are by row (`part_key`), each with the row's name and fields (`villages.acts`).
ACT = "villages.act"


def part_key(row: models.Model) -> str:
    """The name of a row among the changes of an act: `tasks.task:12`."""
    return f"{row._meta.label_lower}:{row.pk}"


def units_over(row: Any) -> list[int]:
    """The units from the root down to the row's own, under which an act of it may stand."""
    unit = row if hasattr(row, "path") else getattr(row, "audit_unit", getattr(row, "unit", None))
    return keys_of_path(unit.path) if unit else []


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def about(self, *rows: models.Model) -> "AuditEventQuerySet":
        """The history of a row, or of several shown together, newest first."""
        keys: dict[str, list[int]] = {}
        for row in rows:
            keys.setdefault(row._meta.label_lower, []).append(row.pk)
        wanted = models.Q()
        for label, found in keys.items():
            wanted |= models.Q(object_type=label, object_id__in=found)
        for row in rows:
            if units := units_over(row):
                part = {"changes__has_key": part_key(row)}
                wanted |= models.Q(object_type=ACT, object_id__in=units, **part)
        return self.filter(wanted).order_by("-pk")

    def of_rows(self) -> "AuditEventQuerySet":
        """The events about rows, without those of signing in and out."""
        return self.exclude(action__in=SIGN_IN_ACTIONS)

    def of_sign_ins(self) -> "AuditEventQuerySet":
        return self.filter(action__in=SIGN_IN_ACTIONS)

    def of_use(self) -> "AuditEventQuerySet":
        """What shows that an account is in use, or shall be: all but what strangers do to it."""
        return self.exclude(action__in=("đăng nhập sai", "chặn đăng nhập tạm thời", CLOSED_UNUSED))

    def visible_to(self, access: Scope) -> "AuditEventQuerySet":
        """What happened in scope, and what concerns everybody."""
        if access.is_system or not access.postings:
            return self.filter(in_scope(access, "unit_path"))
        return self.filter(in_scope(access, "unit_path") | models.Q(unit_path=EVERYBODY))


class AuditEvent(AppendOnlyModel):
    """Who, in which posting, did what to what, when and why. Kept for ever.

    Holds no foreign keys, so that no later change to a row can touch what was recorded of it.
    """

    at = models.DateTimeField("lúc", default=timezone.now)
    request_id = models.UUIDField("mã yêu cầu")
    actor_id = models.BigIntegerField("mã người thực hiện", null=True)
    actor_name = models.CharField("người thực hiện", max_length=100)
    actor_title = models.CharField("chức vụ khi đó", max_length=200, blank=True)
    posting_id = models.BigIntegerField("mã chức vụ", null=True)
    unit_path = models.CharField("đơn vị", max_length=120, db_index=True)
    action = models.CharField("việc", max_length=40)
    object_type = models.CharField("loại", max_length=60)
    object_id = models.BigIntegerField("mã")
    object_name = models.CharField("đối tượng", max_length=300)
    changes = models.JSONField("thay đổi", default=dict)
    reason = models.TextField("lý do", blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "dấu vết"
        verbose_name_plural = "dấu vết"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            # Which events a page of a scope shows, from the index alone; by its beginning a path
            # is found on PostgreSQL under this class of operators.
            models.Index(
                name="audit_of_scope",
                fields=["unit_path", "id", "object_type", "action"],
                opclasses=["varchar_pattern_ops", "int8_ops", "text_ops", "text_ops"],
            ),
        ]

    def __str__(self) -> str:
        at = format_moment(self.at)
        return f"{at}, {self.actor_name}: {self.action} {self.object_name}"
