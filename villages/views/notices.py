"""A person's notices from the program: the list, each opened once, and which they want."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from ntm_project.common.answers import SeeOther, form_page, saved, seen_version, sent
from ntm_project.common.views import page_of, reads, reads_and_writes, writes
from villages.conflicts import saving
from villages.forms import NoticeChoiceForm
from villages.http import Request
from villages.models import Notice, NoticeChoice
from villages.queries import count_unread, notice_choice_of, notices_to
from villages.services import choose_notices, mark_all_read, mark_read


@reads
def notices(request: Request) -> HttpResponse:
    """One's notices, the newest first; what was not opened yet stands out."""
    context = {
        "page": page_of(request, notices_to(request.access)),
        "unread": count_unread(request.access),
    }
    return render(request, "villages/notices.html", context)


@writes
def open_notice(request: Request, pk: int) -> HttpResponse:
    """To the page that the notice is about; from now on it is read."""
    notice = get_object_or_404(Notice.objects.visible_to(request.access), pk=pk)
    mark_read(by=request.access, notice=notice)
    is_ours = url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None)
    return SeeOther(notice.url if is_ours else reverse("villages:notices"))


@writes
def read_all(request: Request) -> HttpResponse:
    """All one's notices are read."""
    mark_all_read(by=request.access)
    return saved(request, "Đã đánh dấu đã đọc mọi thông báo.", reverse("villages:notices"))


@reads_and_writes
def choices(request: Request) -> HttpResponse:
    """Which kinds one wants to be notified of, and whether by e-mail too."""
    official = request.access.official
    assert official is not None  # whoever is signed in
    known = notice_choice_of(official)
    choice = known or NoticeChoice(official=official)
    form = NoticeChoiceForm(sent(request), instance=choice)
    if form.is_valid():
        with saving(form, keep_url=reverse("villages:notice_choices")):
            choose_notices(
                by=request.access,
                muted=form.muted(),
                wants_digest=form.cleaned_data["wants_digest"],
                seen_version=seen_version(request),
            )
            return saved(request, "Đã lưu tùy chọn thông báo.", reverse("villages:notices"))
    context = {
        "form": form,
        "seen_version": choice.version,
        "email": official.email,
        "has_mail": settings.HAS_MAIL,
    }
    return form_page(request, "villages/notice_choices.html", context)
