"""Answers a refused try with 429 and the wait, and marks a browser that has signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ntm_project.common.answers import try_later
from ntm_project.common.hashers import HashersBusy
from villages.sign_in import devices
from villages.sign_in.rules import wait_words


class SignInMiddleware:
    """Whichever view checked the password: the answer to a try too many is one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if seconds := getattr(request, "sign_in_wait", 0):
            return _blocked(request, seconds)
        if official := getattr(request, "signed_in", None):
            devices.remember(request, response, official)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many passwords are being checked at this moment."""
        if isinstance(exception, HashersBusy):
            return try_later(request, exception.reason, seconds=HashersBusy.seconds)
        return None


def _blocked(request: HttpRequest, seconds: int) -> HttpResponse:
    if getattr(request, "htmx", False):
        sentence = f"Vừa nhập sai nhiều lần; hãy thử lại sau {wait_words(seconds)}."
        return try_later(request, sentence, seconds=seconds, status=429)
    context = {"wait": wait_words(seconds)}
    response = render(request, "registration/locked.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
