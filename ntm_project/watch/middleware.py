"""The outermost middleware: answers health probes before host, session or redirects are checked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ntm_project.watch import health

ALIVE, READY = "/healthz", "/readyz"


class ProbeMiddleware:
    """One word and a status for whoever asks: a load balancer by the machine's address, an alarm.

    `/healthz`: this process answers. `/readyz`: database, store, migrations, disk, worker and safe
    copy are well. No probe has a line in the log, none shows more than its word.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in (ALIVE, READY) or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        if request.path_info == ALIVE:
            return _word("ok", 200)
        return _word("ready", 200) if health.current().is_well else _word("unready", 503)


def _word(word: str, status: int) -> HttpResponse:
    response = HttpResponse(f"{word}\n", status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    # Django has a line for each 503; the log has one when a check changes (`health`).
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response
