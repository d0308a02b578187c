"""The type of a request as the middleware hands it to views."""

from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from villages.access import Access


class Request(HttpRequest):
    """A signed-in official's request; only for annotations, never made."""

    access: Access
    htmx: HtmxDetails
    request_id: UUID
