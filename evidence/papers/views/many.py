"""Acts over the ticked papers of the library."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from evidence.papers import rules, services
from evidence.papers.forms.many import ExpiryForm, KindForm, LinkManyForm
from evidence.papers.models import Evidence
from evidence.papers.queries.paper import papers_among
from ntm_project.common.answers import sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.dates import format_day
from ntm_project.common.views import reads_and_writes
from villages.access import Access
from villages.enums import Ability
from villages.http import Request
from villages.many import ACT, Many, Ticked, answer_many, back_url, ticked_keys

ACTS = {"loai": "Ghi loại", "het-han": "Ghi ngày hết hiệu lực", "gan": "Gắn vào chỉ tiêu"}


def offered(access: Access) -> Iterator[tuple[str, str]]:
    """What the library offers to whoever adds papers somewhere."""
    if access.can_anywhere(Ability.ADD_EVIDENCE):
        yield from ACTS.items()


@reads_and_writes
def many_papers(request: Request) -> HttpResponse:
    """What will happen to the ticked papers, and, once confirmed, the act."""
    act = request.GET.get(ACT, "")
    if act not in ACTS:
        raise Http404
    by = request.access
    rows = papers_among(by, ticked_keys(request))
    if act == "gan":
        form: Any = LinkManyForm(sent(request), access=by)
        if lines := choices_answer(request, form):
            return lines
        how: dict[str, Any] = {
            "now": lambda paper: str(paper.get_kind_display()),
            "deny": rules.deny_change,  # an issued document may prove an indicator
        }
        return _answer(request, act, rows, form, how, lambda seen: _link(by, seen, form))
    if act == "loai":
        form = KindForm(sent(request))
        how = {"now": lambda paper: str(paper.get_kind_display())}
    else:
        form = ExpiryForm(sent(request))
        how = {"now": lambda paper: format_day(paper.expires_on) if paper.expires_on else ""}
    return _answer(
        request,
        act,
        rows,
        form,
        how,
        lambda seen: services.mark_papers(by=by, seen=seen, data=form.cleaned_data),
    )


def _link(by: Access, seen: Mapping[int, int], form: LinkManyForm) -> None:
    services.link_papers(by=by, seen=seen, result=form.cleaned_data["result"])


def _answer(
    request: Request,
    act: str,
    papers: list[Evidence],
    form: Any,
    how: Mapping[str, Callable[..., str]],
    do: Callable[[dict[int, int]], Any],
) -> HttpResponse:
    rows = [
        Ticked(
            paper,
            f"{paper} ({paper.unit})",
            how["now"](paper),
            deny=how.get("deny", rules.deny_correct)(request.access, paper),
            seen=paper.version,
        )
        for paper in papers
    ]
    back = back_url(request, reverse("evidence:library"))
    return answer_many(request, Many(f"{ACTS[act]}:", "minh chứng", rows, back, form), do)
