"""Lists saved under a name: saved from the list, renamed, shared and removed on one page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ntm_project.common.answers import form_page, saved, seen_version, sent, shown_version
from ntm_project.common.views import Refused, reads, reads_and_writes, writes
from villages import queries, rules, services
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.forms import SavedViewForm, SaveViewForm
from villages.http import Request
from villages.models import SavedView


def _visible(request: Request, pk: int) -> SavedView:
    rows = SavedView.objects.visible_to(request.access).select_related("owner", "unit")
    return get_object_or_404(rows, pk=pk)


@reads
def saved_views(request: Request) -> HttpResponse:
    """One's own saved lists, and those shared in one's units."""
    rows = queries.saved_views(request.access)
    views = [(row, rules.deny_edit_view(request.access, row)) for row in rows]
    return render(request, "villages/saved_views.html", {"views": views})


@writes
def save_view(request: Request) -> HttpResponse:
    """Save the list from which the form was sent."""
    form = SaveViewForm(request.POST)
    if form.is_valid():
        with saving(form):
            view = services.save_view(by=request.access, **form.cleaned_data)
            return saved(request, f"Đã lưu danh sách “{view.name}”.", view.get_absolute_url())
    return form_page(request, "villages/save_view.html", {"form": form})


@reads_and_writes
def edit_view(request: Request, pk: int) -> HttpResponse:
    """Rename a saved list, share it, or keep it to oneself."""
    view = _visible(request, pk)
    if reason := rules.deny_edit_view(request.access, view):
        raise Refused(reason)
    form = SavedViewForm(sent(request), instance=view)
    url = reverse("villages:saved_views")
    if form.is_valid():
        with saving(form, keep_url=url):
            services.edit_view(
                by=request.access,
                view_id=pk,
                fields=form.values(),
                seen_version=seen_version(request),
            )
            return saved(request, "Đã lưu tên danh sách.", url)
    context = {"form": form, "seen_version": shown_version(request, view)}
    return form_page(request, "villages/edit_view.html", context)


@writes
def remove_view(request: Request, pk: int) -> HttpResponse:
    """Take a saved list out."""
    view = _visible(request, pk)
    url = reverse("villages:saved_views")
    try:
        services.remove_view(by=request.access, view_id=view.pk, seen_version=seen_version(request))
    except Stale as stale:
        return conflict(request, stale, keep_url=url)
    return saved(request, f"Đã bỏ danh sách “{view.name}”.", url)
