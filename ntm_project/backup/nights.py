"""What a night has to do, in order: what is over goes, what is new is read, then copied, proven."""

from collections.abc import Iterator

from django.conf import settings

Command = tuple[str, ...]


def steps() -> Iterator[tuple[str, Command]]:
    """The steps with their commands; those alone that this server is set up for."""
    yield "phiên đăng nhập đã hết hạn", ("clearsessions",)
    yield "số đếm đăng nhập cũ", ("forget_sign_ins",)
    yield "tài khoản lâu không dùng", ("close_idle_accounts",)
    if settings.CLAMD_SOCKET:
        yield "quét mã độc", ("scan_evidence",)
    yield "đọc tệp minh chứng", ("read_evidence",)
    yield "bản in cũ", ("sweep_prints",)
    yield "dọn kho tệp", ("sweep_evidence", "--apply")
    if settings.BACKUP_TO:
        yield "sao lưu", ("backup",)
    if settings.SITE_URL.startswith("https://"):
        yield "chứng thư của trang", ("check_certificate",)
    yield "kiểm tra toàn vẹn", ("verify", "--quick")
