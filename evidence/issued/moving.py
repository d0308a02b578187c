"""What becomes of documents on their way, and of issued ones, when units change."""

from django.db.models import QuerySet

from evidence.issued.enums import DocumentState
from evidence.issued.models import IssuedDocument, Preparation
from ntm_project.common.dates import format_day
from villages.changes.models import Change
from villages.changes.movers import Dated, Mover


def _documents(change: Change) -> "QuerySet[IssuedDocument]":
    return IssuedDocument.objects.filter(unit__in=change.olds).order_by("pk")


def _under_way(change: Change) -> "QuerySet[Preparation]":
    """What was checked or signed and has no number yet."""
    states = (DocumentState.CHECKED, DocumentState.SIGNED)
    rows = Preparation.objects.filter(unit__in=change.olds, issued=None, state__in=states)
    return rows.order_by("pk")


def _latest_signed(change: Change) -> Dated | None:
    rows = _under_way(change).filter(signed_on__gt=change.on)
    row = rows.order_by("-signed_on", "pk").first()
    if row is None or row.signed_on is None:
        return None
    return row.signed_on, f"văn bản “{row}” ký ngày {format_day(row.signed_on)}"


def _latest_document(change: Change) -> Dated | None:
    rows = _documents(change).filter(issued_on__gt=change.on)
    row = rows.order_by("-issued_on", "pk").first()
    return (row.issued_on, str(row)) if row else None


MOVERS = (
    Mover(
        "preparations",
        "văn bản đang trình, chưa phát hành",
        "đã ký trong thời gian đơn vị cũ còn hoạt động thì văn thư đơn vị mới cấp số; chưa ký "
        "thì lập lại ở đơn vị mới",
        _under_way,
        lambda row: "",
        latest=_latest_signed,
    ),
    Mover(
        "documents",
        "văn bản đã phát hành",
        "giữ nguyên số, ngày, tên cơ quan như khi ban hành",
        _documents,
        lambda row: "",
        latest=_latest_document,
    ),
)
