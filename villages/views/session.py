"""The session as an open page asks for it, and the last page of a sign-in in another tab."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from ntm_project.common.views import reads


@login_not_required
@never_cache
@reads
def session_state(request: HttpRequest) -> HttpResponse:
    """Who is signed in, by key ("" for nobody), and the token that a form sends now.

    Only a page of this site can read it, as it can read any page with a form.
    """
    user = request.user
    account = str(user.pk) if user.is_authenticated else ""
    return JsonResponse({"account": account, "token": get_token(request)})


@reads
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """The end of a sign-in in a tab beside a form: nothing to do but go back."""
    return render(request, "registration/signed_in.html")
