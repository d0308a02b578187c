"""`manage.py backup PLACE`: one whole copy of the record and its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from evidence.papers.store_errors import StorageDown
from ntm_project.backup.faults import NotCertain, in_plain_words
from ntm_project.backup.making import Made, make_copy
from ntm_project.backup.manifest import copies_ahead
from ntm_project.backup.models import Work
from ntm_project.backup.rotation import read_keep, rotate
from ntm_project.backup.runs import record_run
from ntm_project.backup.seals import seal_for
from ntm_project.backup.shelf import shelf_at
from ntm_project.common.faults import for_operator
from ntm_project.common.numbers import format_decimal


class Command(BaseCommand):
    help = (
        "Sao cơ sở dữ liệu và các tệp mà nó nêu vào một thư mục hoặc kho S3 (s3://kho/tiền-tố), "
        "trong khi mọi người vẫn làm việc. Có điều gì không chắc thì báo lỗi và không để lại bản "
        "sao dở dang."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "place", nargs="?", default=settings.BACKUP_TO, help="nơi để bản sao (hoặc BACKUP_TO)"
        )
        parser.add_argument(
            "--recipient", action="append",
            help="mã hóa cho khóa age (age1…) hoặc khóa GPG này; nêu được nhiều lần "
            "(mặc định BACKUP_RECIPIENTS)",
        )  # fmt: skip
        parser.add_argument(
            "--keep", default=settings.BACKUP_KEEP,
            help="số bản giữ lại theo ngày,tuần,tháng (mặc định BACKUP_KEEP; all: giữ hết)",
        )  # fmt: skip
        parser.add_argument(
            "--accept-lost", action="store_true",
            help="vẫn sao khi kho tệp đã mất vài tệp; bản sao ghi rõ các tệp ấy",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            words = self._back_up(options)
        except (NotCertain, StorageDown, OSError, DatabaseError) as error:
            if not (sentence := _sentence(error)):
                raise
            lost = _record(options["place"], is_well=False, words=sentence)
            raise CommandError(f"{sentence} {lost}".strip()) from error
        if lost := _record(options["place"], is_well=True, words=words):
            raise CommandError(lost)

    def _back_up(self, options: dict[str, Any]) -> str:
        if not options["place"]:
            raise NotCertain("Chưa nêu nơi để bản sao; hãy ghi sau lệnh hoặc đặt BACKUP_TO.")
        keep = None if options["keep"] == "all" else read_keep(options["keep"])
        recipients = options["recipient"]
        seal = seal_for(settings.BACKUP_RECIPIENTS if recipients is None else recipients)
        shelf = shelf_at(options["place"], is_new=True)
        made = make_copy(shelf, seal, accepts_lost=options["accept_lost"])
        self.stdout.write(words := _words(made))
        if ahead := copies_ahead(shelf):
            raise NotCertain(
                f"Bản sao {made.manifest.name} đã xong, nhưng ở đó có bản {ahead[-1]} mang giờ sau "
                "giờ máy này: đồng hồ đã hoặc đang chạy sai, nên chưa bỏ bản cũ nào. Xem đồng hồ "
                "(timedatectl), rồi dời bản mang giờ sai đi nơi khác."
            )
        if keep and (gone := rotate(shelf, keep))[0]:
            line = f"Đã bỏ {len(gone[0])} bản sao cũ và {gone[1]} tệp không bản sao nào còn dùng."
            self.stdout.write(line)
        if mended := made.kept.mended:
            raise NotCertain(
                f"Bản sao {made.manifest.name} đã xong, nhưng {len(mended)} tệp sao từ trước bị "
                f"hỏng (đầu tiên: {mended[0]}) và đã được chép lại; hãy kiểm tra ổ đĩa để bản sao."
            )
        return words


def _record(place: str, *, is_well: bool, words: str) -> str:
    """Write down how it ended, for whoever watches; a copy to another place than every night's (a
    disk to carry away) shows nothing of whether those are well."""
    if settings.BACKUP_TO and not _is_same(place, settings.BACKUP_TO):
        return ""
    return record_run(Work.BACKUP, is_well=is_well, words=words)


def _is_same(place: str, other: str) -> bool:
    if "://" in place or "://" in other:
        return place.rstrip("/") == other.rstrip("/")
    return Path(place).expanduser().resolve() == Path(other).expanduser().resolve()


def _words(made: Made) -> str:
    manifest, count = made.manifest, format_decimal
    size = manifest.parts["database"].size
    lost = f" Kho tệp đã mất {len(manifest.lost)} tệp, ghi trong bản kê." if manifest.lost else ""
    return (
        f"Đã sao thành bản {manifest.name}: {count(sum(manifest.counts.values()))} dòng, cơ sở dữ "
        f"liệu {count(size)} byte, {count(manifest.files)} tệp ({count(manifest.file_bytes)} byte; "
        f"{count(made.kept.new)} tệp mới, đọc lại {count(made.kept.read_again)} tệp).{lost}"
    )


def _sentence(error: NotCertain | StorageDown | OSError | DatabaseError) -> str:
    """The sentence for the operator about an error; "" for a fault of the program's own."""
    if isinstance(error, NotCertain):
        return error.reason
    if isinstance(error, StorageDown):
        return error.sentence
    if isinstance(error, DatabaseError):
        return for_operator(error)
    return f"Không đọc, ghi được nơi để bản sao: {in_plain_words(error)}."
