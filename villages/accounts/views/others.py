"""The accounts of others, for the administrator who answers for them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ntm_project.common.answers import SeeOther, form_page, keys_of, saved
from ntm_project.common.views import Refused, reads, reads_and_writes, writes
from villages.accounts import queries, rules, services
from villages.http import Request
from villages.many import TICK
from villages.models import Official


@reads
def account(request: Request, pk: int) -> HttpResponse:
    """The state of a person's account, and what can be done with it."""
    shown = _managed(request, pk)
    context = {
        "official": shown,
        "state": queries.account_state(shown),
        "link_reason": rules.deny_password_link(request.access, shown),
        "link_hours": settings.PASSWORD_LINK_HOURS,
    }
    return render(request, "accounts/account.html", context)


@reads_and_writes
def offer_link(request: Request, pk: int) -> HttpResponse:
    """A new link, shown in the answer to the form alone; opened again it shows the account."""
    shown = _managed(request, pk)
    if request.method != "POST":
        return redirect("accounts:account", pk)
    link, code = services.offer_link(by=request.access, official_id=pk)
    url = request.build_absolute_uri(reverse("accounts:open_link", args=[code]))
    enter_url = request.build_absolute_uri(reverse("accounts:set_password"))
    context = {"official": shown, "link": link, "code": code, "url": url, "enter_url": enter_url}
    return render(request, "accounts/offered_link.html", context)


@reads_and_writes
def offer_links(request: Request) -> HttpResponse:
    """Those who have no password yet, ticked; a slip for each, shown in the answer alone."""
    if reason := rules.deny_offer_links(request.access):
        raise Refused(reason)
    waiting = queries.awaiting_password(request.access)
    chosen = queries.ticked(waiting, keys_of(request.POST.getlist(TICK)))
    if not chosen:
        message = "Hãy chọn ít nhất một người." if request.method == "POST" else ""
        context = {"people": list(waiting[: queries.MOST_LINKS]), "message": message}
        return form_page(request, "accounts/offer_links.html", context)
    of = {official.pk: official for official in chosen[: queries.MOST_LINKS]}
    slips = [
        {
            "official": of[link.official_id],
            "link": link,
            "code": code,
            "url": request.build_absolute_uri(reverse("accounts:open_link", args=[code])),
        }
        for link, code in services.offer_links(by=request.access, officials=of.values())
    ]
    enter_url = request.build_absolute_uri(reverse("accounts:set_password"))
    context = {"slips": slips, "enter_url": enter_url}
    return render(request, "accounts/offered_links.html", context)


@writes
def withdraw_link(request: Request, pk: int) -> HttpResponse:
    """The open link opens nothing any more."""
    shown = _managed(request, pk)
    url = reverse("accounts:account", args=[pk])
    if services.withdraw_links(by=request.access, official_id=pk):
        return saved(request, f"Đã thu hồi liên kết đặt mật khẩu của {shown}.", url)
    messages.info(request, "Không còn liên kết nào để thu hồi.")
    return SeeOther(url)


@writes
def end_all_sessions(request: Request, pk: int) -> HttpResponse:
    """Whoever uses the account must sign in anew."""
    shown = _managed(request, pk)
    ended = services.end_all_sessions(by=request.access, official_id=pk)
    message = f"Đã kết thúc {ended} phiên đăng nhập của {shown}."
    return saved(request, message, reverse("accounts:account", args=[pk]))


@writes
def remove_factor(request: Request, pk: int) -> HttpResponse:
    """For somebody who has lost the phone and the recovery codes."""
    shown = _managed(request, pk)
    if services.remove_lost_factor(by=request.access, official_id=pk):
        message = f"Đã gỡ xác thực hai lớp của {shown}; mọi phiên đã kết thúc."
    else:
        message = f"{shown} không bật xác thực hai lớp."
    return saved(request, message, reverse("accounts:account", args=[pk]))


def _managed(request: Request, pk: int) -> Official:
    """The person; 404 out of scope, 403 where others answer for the account."""
    access = request.access
    shown = queries.managed(access, pk)
    if shown is None:
        raise Http404
    if reason := rules.deny_manage_account(access, shown):
        raise Refused(reason)
    return shown
