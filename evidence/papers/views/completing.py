"""The page by which a published set gets a paper that it was found to expect."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from criteria.models import Indicator
from evidence.papers import services
from evidence.papers.forms.papers import RequirementForm
from evidence.papers.queries.completeness import requirements_of
from ntm_project.common.answers import form_page, saved, sent
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import saving
from villages.http import Request
from villages.rules import deny_edit_reference


@reads_and_writes
def add_requirement(request: Request, pk: int) -> HttpResponse:
    """An expected paper with its source."""
    indicator = get_object_or_404(
        Indicator.objects.select_related("criterion__criteria_set"), pk=pk
    )
    if reason := deny_edit_reference(request.access):
        raise Refused(reason)
    criterion = indicator.criterion
    back_url = (
        f"{reverse('criteria:set', args=[criterion.criteria_set_id])}#tieu-chi-{criterion.number}"
    )
    form = RequirementForm(sent(request))
    if form.is_valid():
        with saving(form):
            services.add_requirement(by=request.access, indicator=indicator, fields=form.values())
            words = f"Đã bổ sung giấy tờ theo yêu cầu của {indicator.code}."
            return saved(request, words, back_url)
    context = {
        "form": form,
        "indicator": indicator,
        "expected": requirements_of(indicator),
        "back_url": back_url,
    }
    return form_page(request, "evidence/add_requirement.html", context)
