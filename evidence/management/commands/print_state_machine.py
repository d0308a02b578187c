"""Writes the state machine of rounds into `docs/review.md`, drawn from `evidence.review.states`."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from evidence.review.states import markdown_table, mermaid

DOC = Path(settings.BASE_DIR) / "docs" / "review.md"
BEGIN = "<!-- begin: state machine (manage.py print_state_machine) -->"
END = "<!-- end: state machine -->"


def redraw(text: str) -> str:
    """The text, with the drawing between the two marks made anew."""
    if BEGIN not in text or END not in text:
        raise CommandError(f"Tệp {DOC.name} thiếu hai dấu mốc của sơ đồ.")
    head, rest = text.split(BEGIN, 1)
    tail = rest.split(END, 1)[1]
    body = f"\n\n```mermaid\n{mermaid()}\n```\n\n{markdown_table()}\n\n"
    return f"{head}{BEGIN}{body}{END}{tail}"


class Command(BaseCommand):
    help = "Vẽ sơ đồ trạng thái của lượt thẩm tra vào docs/review.md."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--print", action="store_true", help="chỉ in ra, không ghi tệp")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["print"]:
            self.stdout.write(mermaid())
            return
        DOC.write_text(redraw(DOC.read_text(encoding="utf-8")), encoding="utf-8")
        self.stdout.write(f"Đã ghi sơ đồ vào docs/{DOC.name}.")
