"""A figure given in a report, corrected beside its criterion."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from criteria import rules, services
from criteria.forms import FigureForm
from criteria.models import Figure
from ntm_project.common.addresses import address, of_row
from ntm_project.common.answers import form_page, saved, sent, shown_version
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import saving
from villages.http import Request


def _home(figure: Figure) -> str:
    """The place of its line: the page of its criterion, or of the assessment."""
    if figure.criterion is None:
        return f"{of_row('reports:assessment', figure.assessment_id)}#{figure.anchor}"
    number = figure.criterion.number
    return address("reports:criterion", figure.assessment_id, number, anchor=figure.anchor)


@reads_and_writes
def edit_figure(request: Request, pk: int) -> HttpResponse:
    """What the report states, corrected."""
    rows = Figure.objects.visible_to(request.access)
    found = get_object_or_404(
        rows.select_related("assessment__unit", "assessment__criteria_set", "criterion"), pk=pk
    )
    if reason := rules.deny_edit_figure(request.access, found):
        raise Refused(reason)
    form, seen = FigureForm(sent(request), instance=found), shown_version(request, found)
    if form.is_valid():
        fields = form.values()
        with saving(form, keep_url=_home(found)):
            services.edit_figure(by=request.access, figure_id=pk, fields=fields, seen_version=seen)
            return saved(request, "Đã lưu số liệu nêu trong báo cáo.", _home(found))
    context = {"figure": found, "form": form, "seen_version": seen, "back_url": _home(found)}
    return form_page(request, "criteria/edit_figure.html", context)
