"""The request that our middleware passes to every view, typed."""

from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest
from django_htmx.middleware import HtmxDetails

from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.enums import Ability
from villages.models import Official


class Request(HttpRequest):
    """A request after our middleware; `access` is that of the official signed in."""

    access: Access
    request_id: UUID
    client_address: str
    htmx: HtmxDetails
    unread_notices: int  # where a page has read its data version (`villages.unchanged`)


def request_access(request: HttpRequest) -> Access:
    """The access that our middleware put on a request which Django's own classes hand on."""
    return cast(Request, request).access


def require_anywhere(request: Request, ability: Ability) -> None:
    """Let through whoever may do it in some unit; `Refused` with the rule's sentence for whoever
    serves elsewhere or in another role, 404 for whoever holds no post."""
    access = request.access
    if access.can_anywhere(ability):
        return
    if access.main_posting is None:
        raise Http404
    raise Refused(access.deny(ability, access.main_posting.unit))


def official_of(request: HttpRequest) -> Official:
    """The official signed in; views that everybody may see use no such thing."""
    return cast(Official, request.user)
