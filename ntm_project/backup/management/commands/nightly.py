"""`manage.py nightly`: all that a night has to do, each step by itself, and one report."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ntm_project.backup.commands import StepOutcome, outcome
from ntm_project.backup.models import Work
from ntm_project.backup.nights import steps
from ntm_project.backup.runs import record_run
from ntm_project.common.dates import format_day


class Command(BaseCommand):
    help = (
        "Làm mọi việc hằng đêm: dọn phiên và số đếm cũ, đóng tài khoản lâu không dùng, quét và đọc "
        "tệp, dọn kho, sao lưu (nếu đặt BACKUP_TO), kiểm tra toàn vẹn. Việc này hỏng không dừng "
        "việc khác. Gửi kết quả đến OPERATOR_MAIL nếu gửi được thư."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = []
        for name, command in steps():
            found.append(step := outcome(name, *command))
            self.stdout.write(step.line)
        wrong = [step for step in found if not step.is_well]
        words = f"{len(wrong)} việc đêm hỏng." if wrong else "Đêm nay mọi việc đều ổn."
        text = "\n".join([words, *(step.line for step in found)])
        if lost := record_run(Work.NIGHTLY, is_well=not wrong, words=text):
            unwritten = StepOutcome("ghi kết quả", is_well=False, words=lost)
            self.stdout.write(unwritten.line)
            wrong.append(unwritten)
            words = f"{len(wrong)} việc đêm hỏng."
            text = "\n".join([words, *text.splitlines()[1:], unwritten.line])
        if settings.HAS_MAIL and settings.OPERATOR_MAIL:
            self._send(f"Sổ NTM {format_day(timezone.localdate())}: {words}", text)
        if wrong:
            raise CommandError(words)
        self.stdout.write(words)

    def _send(self, subject: str, text: str) -> None:
        try:
            EmailMessage(subject, text, to=settings.OPERATOR_MAIL).send()
        except Exception as error:
            raise CommandError(f"Không gửi được thư kết quả: {error}") from error
