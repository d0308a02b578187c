"""Sentences for the next page, in a cookie of this very host alone where there is TLS."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """Django's own, under a name that no neighbouring host and no plain line can set."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.SESSION_COOKIE_SECURE:
            self.cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """Django's fallback storage with a cookie bound to the host: messages too long for the cookie
    are kept in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
