"""One letter a day with the notices that a person has not read, for whoever wants it."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ntm_project.common.dates import format_day
from ntm_project.common.logs import note
from villages.access import access_of
from villages.models import Notice, Official

MOST = 30  # notices listed one by one in a letter


def mail_digests(today: date) -> tuple[int, int]:
    """Send the letters of the day; how many went, and how many could not.

    A letter that could not be sent is tried again by the next run; nobody is sent two in a day.
    """
    wanting = Official.objects.filter(is_active=True, notice_choice__wants_digest=True)
    sent = failed = 0
    for official in wanting.exclude(email="").order_by("pk"):
        try:
            sent += _mail(official, today)
        except OSError as error:  # what smtplib raises is one
            failed += 1
            note("digest", account_id=official.pk, failure=type(error).__name__)
    return sent, failed


def _mail(official: Official, today: date) -> bool:
    """Send what is unread and was not mailed; the rows are held, so that two runs send one."""
    with transaction.atomic():
        Official.objects.select_for_update(of=("self",), no_key=True).get(pk=official.pk)
        own = Notice.objects.visible_to(access_of(official, today))
        if own.filter(mailed_at__date=today).exists():
            return False
        rows = list(own.unread().filter(mailed_at__isnull=True).order_by("-at", "-pk"))
        if not rows:
            return False
        EmailMessage(
            subject=f"Sổ NTM: {len(rows)} thông báo chưa đọc, ngày {format_day(today)}",
            body=_body(official, rows),
            to=[official.email],
        ).send()
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mailed_at=timezone.now())
    return True


def _body(official: Official, rows: list[Notice]) -> str:
    lines = [f"Kính gửi đồng chí {official.full_name},", ""]
    lines += [f"- {row.text}" for row in rows[:MOST]]
    if len(rows) > MOST:
        lines.append(f"- và {len(rows) - MOST} thông báo khác.")
    page = settings.SITE_URL and f": {settings.SITE_URL}{reverse('villages:notices')}"
    lines += ["", f"Xem và chọn loại thông báo muốn nhận ở trang Thông báo{page}."]
    return "\n".join(lines)
