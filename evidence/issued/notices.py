"""Notifying units of a paper that was sent to them."""

from django.urls import reverse

from evidence.issued.models import IssuedDocument
from evidence.issued.rules.addressed import names_unit
from villages.access import Access
from villages.enums import NoticeKind
from villages.models import Posting, Unit
from villages.services import notify


def notify_recipients(by: Access, document: IssuedDocument) -> None:
    """Notify whoever holds a post in a unit below that the paper is sent to, and none in the agency
    itself, who see it anyway."""
    if not document.sent_to:
        return
    below = Unit.objects.under(document.unit).exclude(pk=document.unit_id)
    units = [unit for unit in below if names_unit(document.sent_to, unit)]
    held = Posting.objects.open_on(by.on)
    own = held.filter(unit=document.unit).values("official")
    to = held.filter(unit__in=units).exclude(official__in=own)
    notify(
        by=by,
        to=to.values_list("official", flat=True),
        kind=NoticeKind.PAPER,
        unit=document.unit,
        key=f"paper-{document.pk}",
        text=f"{document}: {document.title}",
        url=reverse("evidence:received"),
    )
