"""What was typed in a form that was refused: shown again, to be resent or copied.

Never passwords or codes, never files, and only what came from a page of this site: an answer to a
form that another site sent must not carry its fields on with a token of ours.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ntm_project.common.faults import SentField, is_from_here, sent_fields

# The form's own account, which the page's script adds: what one person typed, nobody else sends.
ACCOUNT = "_account"
SIGNED_OUT = "Phiên làm việc đã hết nên chưa ghi được. Nội dung vừa nhập vẫn còn."
_MACHINE = frozenset({"csrfmiddlewaretoken", ACCOUNT})


@dataclass(frozen=True)
class Typed:
    """The fields of a form that was not taken."""

    fields: list[SentField]
    account: str
    has_files: bool


def typed_of(request: HttpRequest) -> Typed | None:
    """What the form of a request holds; None where there is nothing that may be carried on, or
    anything that may not (a form with a password is sent by nobody but its page)."""
    if request.method != "POST" or not is_from_here(request):
        return None
    fields = [field for field in sent_fields(request) if field.name not in _MACHINE]
    is_whole = {field.name for field in fields} == set(request.POST) - _MACHINE
    if not is_whole or not any(field.label for field in fields):
        return None
    return Typed(fields, request.POST.get(ACCOUNT, ""), bool(request.FILES))


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx sent the request, also before its middleware has seen the request."""
    return request.headers.get("HX-Request") == "true"


def beside_the_form(response: HttpResponse) -> HttpResponse:
    """The part of the page that sent it stays as it is; the sentence stands above it."""
    response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML show:top"
    return response


def not_taken(
    request: HttpRequest, reason: str, *, status: int, is_signed_out: bool = False
) -> HttpResponse:
    """The sentence why a form was not taken, with what was typed in it.

    For htmx the form is still there, so the sentence is enough. On a page of its own the form goes
    out again by a button, once whoever typed it is signed in; with files, or where nobody knows who
    typed it, the text is there to be copied.
    """
    context = {"reason": reason, "is_signed_out": is_signed_out}
    if is_fragment(request):
        answer = render(request, "registration/_session.html", context, status=status)
        return beside_the_form(answer)
    typed = typed_of(request)
    user = getattr(request, "user", None)
    now = str(user.pk) if user is not None and user.is_authenticated else ""
    context |= {
        "typed": typed,
        "may_resend": bool(typed and typed.account and typed.account == (now or typed.account))
        and not (typed and typed.has_files),
        "is_other": bool(typed and typed.account and now and typed.account != now),
        "action": request.get_full_path(),
    }
    return render(request, "registration/not_taken.html", context, status=status)
