"""The pages shown when something is refused, missing or broken."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was left open too long or came from elsewhere: say so, keep the session."""
    sentence = (
        "Biểu mẫu đã hết hiệu lực hoặc được gửi từ nơi khác. Hãy tải lại trang rồi gửi lại; "
        "nội dung vừa nhập còn khi quay lại trang trước."
    )
    return render(request, "403.html", {"reason": sentence}, status=403)
