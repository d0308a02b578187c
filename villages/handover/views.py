"""The page on which the open work of one official is given to others."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import saved, seen_version
from ntm_project.common.choosing import only_looks
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import SeenRows, conflict_of_rows
from villages.edit import Stale
from villages.handover import queries, rules, services
from villages.handover.takers import KindTakers
from villages.http import Request
from villages.models import Official


@reads_and_writes
def hand_over(request: Request, pk: int) -> HttpResponse:
    """All that is open, kind by kind: who takes a kind, a unit's part of it, a row."""
    official = get_object_or_404(Official.objects.visible_to(request.access), pk=pk)
    if reason := rules.deny_hand_over(request.access):
        raise Refused(reason)
    found, message, status = queries.waiting_for(request.access, official), "", 200
    kinds = [KindTakers(one, request.POST) for one in found]
    if request.method == "POST" and not only_looks(request):
        try:
            done = services.hand_over(
                by=request.access,
                official=official,
                chosen=dict(pair for kind in kinds for pair in kind.chosen),
                seen_version=seen_version(request),
            )
        except Stale:
            return conflict_of_rows(request, _seen(found), keep_url=request.path, is_gone=not found)
        except ValidationError as error:
            message, status = " ".join(error.messages), 422
        else:
            url = reverse("villages:official", args=[pk])
            to = "; ".join(f"{name} nhận {count} việc" for name, count in done.items())
            words = f"{request.user} đã bàn giao {sum(done.values())} việc của {official}: {to}."
            return saved(request, words, url)
    post = queries.post_of(official)
    context = {
        "official": official,
        "kinds": [(kind, post if kind.one.kind.takes_post else "") for kind in kinds],
        "takers": queries.takers(request.access, official),
        "message": message,
        "beyond": queries.beyond(found, official),
        "seen": _seen(found).kept(request),
    }
    return render(request, "villages/hand_over.html", context, status=status)


def _seen(found: list[queries.OpenKind]) -> SeenRows:
    rows = [row for one in found for row in one.rows]
    return SeenRows.of(rows, seen_version=queries.seen_of(found))
