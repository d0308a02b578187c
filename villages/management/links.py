"""Printing a link that sets a password, for the commands that make one."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.urls import reverse


class LinkCommand(BaseCommand):
    """A command that ends with a one-time link."""

    def _print_link(self, code: str) -> None:
        """The address as far as the settings know it."""
        scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
        host = next((name.lstrip(".") for name in settings.ALLOWED_HOSTS), "")
        path = reverse("accounts:open_link", args=[code])
        self.stdout.write(
            f"Liên kết đặt mật khẩu, dùng một lần trong {settings.PASSWORD_LINK_HOURS} giờ:\n"
            f"  {f'{scheme}://{host}' if host else ''}{path}"
        )
