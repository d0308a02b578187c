"""`manage.py restore PLACE`: puts a copy back on an empty machine, and proves it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from evidence.papers.store_errors import StorageDown
from ntm_project.backup.faults import NotCertain, in_plain_words
from ntm_project.backup.restoring import (
    check_source,
    check_target,
    end_broken_restore,
    keep_aside,
    named_copy,
    put_back,
)
from ntm_project.backup.seals import seal_for
from ntm_project.backup.shelf import shelf_at


class Command(BaseCommand):
    help = (
        "Khôi phục cơ sở dữ liệu và tệp từ một bản sao. Đọc lại toàn bộ bản sao trước khi đụng đến "
        "gì; không đè lên sổ đang có dữ liệu, trừ khi nêu --replace. Hãy dừng chương trình trước."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", help="nơi để các bản sao: thư mục hoặc s3://kho/tiền-tố")
        parser.add_argument("--copy", default="", help="tên bản sao (mặc định: bản mới nhất)")
        parser.add_argument("--identity", default="", help="tệp khóa riêng của age")
        parser.add_argument(
            "--replace", metavar="NƠI",
            help="thay sổ đang có dữ liệu; sổ ấy được sao ra nơi này trước",
        )  # fmt: skip
        parser.add_argument(
            "--check-only", action="store_true", help="chỉ đọc lại bản sao, không khôi phục"
        )
        parser.add_argument(
            "--verify", action="store_true", help="khôi phục xong thì chạy manage.py verify"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._restore(options)
        except NotCertain as doubt:
            raise CommandError(doubt.reason) from doubt
        except StorageDown as down:
            raise CommandError(down.sentence) from down
        except OSError as error:
            raise CommandError(f"Không đọc, ghi được tệp: {in_plain_words(error)}.") from error
        if options["verify"] and not options["check_only"]:
            call_command("verify", stdout=self.stdout, stderr=self.stderr)

    def _restore(self, options: dict[str, Any]) -> None:
        source = named_copy(shelf_at(options["place"]), options["copy"], options["identity"])
        manifest = source.manifest
        if not options["check_only"]:
            if end_broken_restore():
                self.stdout.write("Lần khôi phục trước dừng giữa chừng: sổ trước đó đã đặt lại.")
            check_target(options["replace"])  # before an hour of reading
        lacking = check_source(source)
        self.stdout.write(f"Bản sao {manifest.name} nguyên vẹn: {manifest.files} tệp.")
        if options["check_only"]:
            return
        if place := options["replace"]:
            shelf, seal = shelf_at(place, is_new=True), seal_for(settings.BACKUP_RECIPIENTS)
            if aside := keep_aside(shelf, seal):
                self.stdout.write(f"Sổ đang có đã được sao thành bản {aside}.")
        check_target(options["replace"])  # people may have come in meanwhile
        new = put_back(source)
        self.stdout.write(f"Đã khôi phục bản {manifest.name}; {new} tệp được chép vào kho.")
        if lacking:
            self.stdout.write(
                f"Bản sao của phiên bản {manifest.program} cũ hơn; đã nâng cấp {lacking} bước."
            )
        if manifest.lost:
            self.stdout.write(f"{len(manifest.lost)} tệp đã mất từ trước khi sao vẫn thiếu.")
        if connection.vendor == "postgresql" and options["verbosity"]:
            # A caller that gives the rights itself leaves the hint out (`--verbosity 0`).
            self.stdout.write("Nếu trang web chạy bằng vai trò riêng, hãy cấp lại quyền: web_role.")
