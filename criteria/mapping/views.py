"""The pages of a mapping: begun, worked through, settled one by one, published or discarded."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from criteria.mapping import rules, services
from criteria.mapping.forms import BeginMappingForm, SettleForm
from criteria.mapping.proposal import likeliest
from criteria.mapping.queries import OPEN_ONLY, MappingLine, MappingPage, mapping_page, sets_before
from criteria.models import CriteriaSet, SetMapping
from criteria.queries.opening import in_whose_place
from ntm_project.common.answers import form_page, keys_of, saved, seen_version, sent
from ntm_project.common.choices import choices_answer
from ntm_project.common.forms import put_errors
from ntm_project.common.views import Refused, reads_and_writes
from villages.conflicts import conflict, saving
from villages.edit import Stale
from villages.http import Request
from villages.rules import deny_edit_reference


def _mapping(pk: int) -> SetMapping:
    return get_object_or_404(SetMapping.objects.select_related("old_set", "new_set"), pk=pk)


def _home(mapping: SetMapping, anchor: str = "") -> str:
    url = reverse("criteria:mapping", args=[mapping.pk])
    return f"{url}#{anchor}" if anchor else url


def _editable(request: Request, pk: int) -> SetMapping:
    found = _mapping(pk)
    if reason := rules.deny_edit_mapping(request.access, found):
        raise Refused(reason)
    return found


@reads_and_writes
def begin_mapping(request: Request, pk: int) -> HttpResponse:
    """A mapping to this set from one in whose place it comes."""
    new_set = get_object_or_404(CriteriaSet, pk=pk)
    if reason := deny_edit_reference(request.access):
        raise Refused(reason)
    typed = sent(request)
    form = BeginMappingForm(
        typed, offered={"old_set": sets_before(new_set)}, initial={"old_set": new_set.amends_id}
    )
    if answer := choices_answer(request, form):
        return answer
    if form.is_valid():
        with saving(form):
            made = services.begin_mapping(by=request.access, new_set=new_set, **form.values())
            return saved(request, "Đã lập bảng chuyển; hãy chốt từng chỉ tiêu cũ.", _home(made))
    context = {"form": form, "new_set": new_set, "amending": in_whose_place(new_set)}
    return form_page(request, "criteria/begin_mapping.html", context)


@reads_and_writes
def mapping(request: Request, pk: int) -> HttpResponse:
    """Every old indicator beside what becomes of it; the ticked offers are taken at once."""
    found = _mapping(pk)
    refusal = rules.deny_edit_mapping(request.access, found)
    if request.method == "POST":
        if refusal:
            raise Refused(refusal)
        taken = services.take_offers(
            by=request.access, mapping_id=pk, olds=keys_of(request.POST.getlist("chon"))
        )
        words = f"Đã nhận {taken} đề xuất." if taken else "Chưa đánh dấu đề xuất nào."
        return saved(request, words, request.get_full_path())
    open_only = OPEN_ONLY in request.GET
    page = mapping_page(found, open_only=open_only)
    context = {
        "page": page,
        "mapping": found,
        "may_edit": not refusal,
        "refusal": refusal if not deny_edit_reference(request.access) else "",
        "open_only": open_only,
    }
    return render(request, "criteria/mapping.html", context)


@reads_and_writes
def settle_indicator(request: Request, pk: int, old_pk: int) -> HttpResponse:
    """What becomes of one old indicator, then of the next that nobody settled."""
    found = _editable(request, pk)
    page = mapping_page(found)
    line = next((line for line in page.lines if line.old.pk == old_pk), None)
    if line is None:
        raise Http404("no such indicator in the old set")
    typed = sent(request)
    form = SettleForm(typed, line=line, news=page.news, likeliest=likeliest(line.old, page.news))
    if form.is_valid():
        try:
            services.map_indicator(
                by=request.access,
                mapping_id=pk,
                old=line.old,
                choice=form.choice(),
                seen_version=seen_version(request),
            )
        except ValidationError as error:
            put_errors(form, error)
        except Stale as stale:
            rows = [(str(line.old), line.kind_words or "chưa chốt", *stale.mine.values())]
            home = _home(found, line.anchor)
            return conflict(request, stale, form, rows=rows, keep_url=home, version=line.seen)
        else:
            return saved(request, f"Đã chốt {line.old.code}.", _after(request, page, line))
    context = {"page": page, "mapping": found, "line": line, "form": form, "back": _home(found)}
    return form_page(request, "criteria/settle_indicator.html", context)


def _after(request: Request, page: MappingPage, line: MappingLine) -> str:
    """The next that nobody settled, where that was wanted; else the page at the row."""
    following = page.next_after(line.old) if "next" in request.POST else None
    if following is None:
        return _home(page.mapping, line.anchor)
    return reverse("criteria:settle_indicator", args=[page.mapping.pk, following.old.pk])


@reads_and_writes
def publish_mapping(request: Request, pk: int) -> HttpResponse:
    """The counts of a mapping that is whole, or what it lacks; then it is closed for ever."""
    found = _editable(request, pk)
    page = mapping_page(found)
    if request.method == "POST" and not page.gaps:
        try:
            services.publish_mapping(
                by=request.access, mapping_id=pk, seen_version=seen_version(request)
            )
        except Stale as stale:
            return conflict(request, stale, keep_url=_home(found))
        return saved(request, f"Đã công bố bảng chuyển {found}.", _home(found))
    context = {"page": page, "mapping": found, "back": _home(found)}
    return form_page(request, "criteria/publish_mapping.html", context)


@reads_and_writes
def discard_mapping(request: Request, pk: int) -> HttpResponse:
    """A draft that is wrong is taken out, once it was shown how much it holds."""
    found = _editable(request, pk)
    if request.method == "POST":
        try:
            services.discard_mapping(
                by=request.access, mapping_id=pk, seen_version=seen_version(request)
            )
        except Stale as stale:
            return conflict(request, stale, keep_url=_home(found))
        home = reverse("criteria:set", args=[found.new_set_id])
        return saved(request, f"Đã bỏ bảng chuyển soạn dở {found}.", home)
    context = {"page": mapping_page(found), "mapping": found, "back": _home(found)}
    return render(request, "criteria/discard_mapping.html", context)
