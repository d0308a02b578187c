"""The site's addresses and the floor F: session and user from the database, then `ok`."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def floor(request: HttpRequest) -> HttpResponse:
    """The cheapest signed-in answer there is; every page's cost is told in multiples of it."""
    assert request.user.is_authenticated
    return HttpResponse("ok")


urlpatterns = [path("_f/", floor), path("", include("ntm_project.urls"))]
