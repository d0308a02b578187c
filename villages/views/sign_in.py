"""Unblocking an account after too many wrong sign-in attempts."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ntm_project.common.answers import saved
from ntm_project.common.views import writes
from villages.http import Request
from villages.models import Official
from villages.sign_in import services


@writes
def lift_block(request: Request, pk: int) -> HttpResponse:
    """Whoever answers for the account lets it try again at once, wherever it is slowed down."""
    official = get_object_or_404(Official.objects.visible_to(request.access), pk=pk)
    services.lift(by=request.access, official=official)
    message = f"Đã mở chặn đăng nhập của {official}; có thể thử lại ngay."
    return saved(request, message, reverse("villages:official", args=[pk]))
