"""The request as views of every app get it, for the type checker's sake."""

from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from villages.access import Access
from villages.models import Official


class Request(HttpRequest):
    """A request after our middleware; `access` is that of the official signed in."""

    access: Access
    request_id: UUID
    client_address: str
    htmx: HtmxDetails
    unread_notices: int  # where a page has asked for its data version (`villages.unchanged`)


def request_access(request: HttpRequest) -> Access:
    """The access that our middleware put on a request which Django's own classes hand on."""
    return cast(Request, request).access


def official_of(request: HttpRequest) -> Official:
    """The official signed in; views that everybody may see ask no such thing."""
    return cast(Official, request.user)
