"""Printing a link that sets a password, for the commands that make one."""

import os

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse

from ntm_project.server import url


class LinkCommand(BaseCommand):
    """A command that ends with a one-time link."""

    def _print_link(self, code: str) -> None:
        """The address as far as the settings know it."""
        path = reverse("accounts:open_link", args=[code])
        self.stdout.write(
            f"Liên kết đặt mật khẩu, dùng một lần trong {settings.PASSWORD_LINK_HOURS} giờ:\n"
            f"  {_site()}{path}"
        )


def _site() -> str:
    """`SITE_URL`; without it the first host allowed, in debug where `make run` listens."""
    if settings.SITE_URL or settings.DEBUG:
        return str(settings.SITE_URL or url(os.environ).rstrip("/"))
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS), "")
    return f"{scheme}://{host}" if host else ""
