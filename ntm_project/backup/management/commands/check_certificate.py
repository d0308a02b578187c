"""`manage.py check_certificate`: warns while there is time to renew the certificate of the site."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ntm_project.backup.certificates import certificate_ends
from ntm_project.common.dates import format_day

# Certbot renews thirty days before the end: half of that has then failed.
WARNED_BEFORE = timedelta(days=15)


class Command(BaseCommand):
    help = (
        "Xem chứng thư TLS mà trang ở SITE_URL đang trình ra còn hạn đến ngày nào. Mã thoát 1 khi "
        "đã hết hạn hoặc còn không quá 15 ngày."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        address = settings.SITE_URL
        if not address.startswith("https://"):
            self.stdout.write("SITE_URL không phải địa chỉ https, không có chứng thư để xem.")
            return
        try:
            ends = certificate_ends(address)
        except OSError as error:
            # A server may not reach its own name from inside; that is no fault of the certificate.
            self.stdout.write(f"Không xem được chứng thư ở {address}: {error}")
            return
        last_day = format_day(timezone.localtime(ends).date())
        left = ends - timezone.now()
        if left <= timedelta():
            raise CommandError(f"Chứng thư của {address} đã hết hạn ngày {last_day}.")
        if left <= WARNED_BEFORE:
            raise CommandError(
                f"Chứng thư của {address} chỉ còn hạn đến ngày {last_day} ({left.days} ngày); "
                "gia hạn rồi nạp lại nginx."
            )
        self.stdout.write(f"Chứng thư của {address} còn hạn đến ngày {last_day}.")
