"""The health checks of the server, each with the sentence of its fault and the remedy.

Each runs in a thread of its own, with a connection of its own, and is given up after two seconds.
"""

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from health_check.base import HealthCheck
from health_check.exceptions import ServiceUnavailable

from evidence.papers.services.store_marks import doubt
from evidence.papers.uploads import incoming_folder
from ntm_project.backup.commands import broken
from ntm_project.backup.manifest import copies
from ntm_project.backup.models import Work
from ntm_project.backup.runs import last_run
from ntm_project.backup.shelf import FolderShelf
from ntm_project.common import replica
from ntm_project.common.faults import fault_of
from ntm_project.common.pulse import last_beat
from ntm_project.common.static_files import static_fault
from villages.chain import length_of_trail
from villages.models import OnlineSession

# A disk is nearly full below this share, or on a large one below this many bytes.
LEAST_SHARE, LEAST_BYTES = 0.05, 20_000_000_000
# Where Debian's PostgreSQL keeps its data; looked at where the server is on this machine.
POSTGRES_FOLDER = Path("/var/lib/postgresql")
PULSE_SECONDS = 120
# A night's copy, and what the next one takes longer.
BACKUP_AGE = timedelta(hours=30)
UNSEEN = "Chưa xem được vì cơ sở dữ liệu không trả lời."
# What was written later than now by more than this was written by another clock.
CLOCK_SLACK = timedelta(minutes=5)


@dataclass
class WatchCheck(HealthCheck):
    """One thing to look at: `look` gives "" or the sentence of what is wrong."""

    timeout = timedelta(seconds=2)
    name: ClassVar[str]
    title: ClassVar[str]
    remedy: ClassVar[str]
    fault: ClassVar[str]

    def look(self) -> str:
        """What is wrong, in one sentence; "" where nothing is. An exception is a fault too."""
        raise NotImplementedError

    def run(self) -> None:
        try:
            sentence = self.look()
        except Exception as error:
            # A check that cannot look, because the database is away, accuses nothing else.
            unseen = fault_of(error) and self.name != DatabaseCheck.name
            raise ServiceUnavailable(UNSEEN if unseen else self.fault) from error
        finally:
            connections.close_all()
        if sentence:
            raise ServiceUnavailable(sentence)


class DatabaseCheck(WatchCheck):
    """The database takes a row, and keeps it."""

    name = "database"
    title = "Cơ sở dữ liệu"
    fault = "Cơ sở dữ liệu không ghi được hoặc không trả lời trong 2 giây."
    remedy = (
        "Xem PostgreSQL còn chạy không (systemctl status postgresql) và đĩa của nó còn chỗ không; "
        "dùng SQLite thì xem quyền ghi và chỗ trống của thư mục data."
    )

    def look(self) -> str:
        # A session that is over and was nobody's: it opens nothing, and is swept with its like.
        kept = {"session_data": "", "expire_date": datetime(2000, 1, 1, tzinfo=UTC)}
        OnlineSession.objects.update_or_create(session_key="readyz", defaults=kept)
        return ""


class StoreCheck(WatchCheck):
    """Files can arrive, and the store is there and is this database's own."""

    name = "store"
    title = "Kho tệp minh chứng"
    fault = "Kho tệp không đọc, ghi được hoặc không trả lời trong 2 giây."
    remedy = (
        "Xem ổ đĩa của EVIDENCE_FOLDER đã gắn chưa, tài khoản chạy chương trình (ntm) ghi được vào "
        "đó không, hoặc kho S3 còn trả lời không. Nếu kho không phải của sổ này hay vừa khôi phục "
        "sổ: manage.py sweep_evidence nêu lệnh cần chạy; xem mục “Restore” của docs/operating.md."
    )

    def look(self) -> str:
        folder = incoming_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = folder / f"{uuid4().hex}.part"
        try:
            probe.write_bytes(bytes(4096))
        finally:
            probe.unlink(missing_ok=True)
        what, _ = doubt()
        return f"{what}." if what else ""


@lru_cache(maxsize=1)
def _own_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this version of the program; read from the disk once a process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


class MigrationCheck(WatchCheck):
    """The database is as this version of the program expects it."""

    name = "migrations"
    title = "Phiên bản cơ sở dữ liệu"
    fault = "Không đọc được các bước cập nhật của cơ sở dữ liệu."
    remedy = (
        "Chạy make install trong thư mục chương trình; nơi không cài bằng lệnh ấy thì chạy "
        "manage.py migrate bằng chủ cơ sở dữ liệu, cấp lại quyền (web_role), rồi khởi động lại."
    )

    def look(self) -> str:
        known = set(MigrationRecorder(connection).applied_migrations())
        lacking = len(_own_migrations() - known)
        return f"Còn {lacking} bước cập nhật cơ sở dữ liệu chưa chạy." if lacking else ""


@lru_cache(maxsize=1)
def _fault_at_start() -> str:
    """Looked for once: this process keeps the list of files that it read at its start, and a newer
    one waits for the restart."""
    return static_fault()


class StaticCheck(WatchCheck):
    """The files that pages name (stylesheets, scripts) were collected for this version."""

    name = "static"
    title = "Tệp tĩnh của trang"
    fault = "Không đọc được danh mục tệp tĩnh."
    remedy = (
        "Chạy make install trong thư mục chương trình; nơi không cài bằng lệnh ấy thì chạy "
        "manage.py collectstatic --noinput, rồi khởi động lại."
    )

    def look(self) -> str:
        return _fault_at_start()


class DiskCheck(WatchCheck):
    """Checks that there is room wherever the program writes."""

    name = "disk"
    title = "Chỗ trống trên đĩa"
    fault = "Không xem được chỗ trống trên đĩa."
    remedy = "Thêm chỗ cho đĩa, hoặc dọn nhật ký và bản sao lưu cũ; đừng xóa tệp trong kho."

    def look(self) -> str:
        places = {"tệp minh chứng": settings.EVIDENCE_FOLDER, "bản in": settings.PRINT_FOLDER}
        if folder := _copies_folder():
            places["bản sao lưu"] = folder
        if folder := _database_folder():
            places["cơ sở dữ liệu"] = folder
        places["tệp tạm"] = Path(tempfile.gettempdir())
        for words, place in places.items():
            disk = shutil.disk_usage(_nearest(Path(place)))
            if disk.free < min(LEAST_SHARE * disk.total, LEAST_BYTES):
                share = 100 * disk.free // disk.total
                return f"Đĩa của {words} chỉ còn {disk.free // 10**6} MB ({share}%)."
        return ""


def _nearest(place: Path) -> Path:
    """The place, or the folder above it that is there already."""
    return next(one for one in (place, *place.parents) if one.exists())


def _database_folder() -> Path | None:
    """Where the database lies on this machine; None where it lies elsewhere."""
    if connection.vendor == "sqlite":
        return Path(str(connection.settings_dict["NAME"])).parent
    host = str(connection.settings_dict["HOST"])
    is_here = host in {"", "127.0.0.1", "localhost", "::1"} or host.startswith("/")
    return POSTGRES_FOLDER if is_here and POSTGRES_FOLDER.is_dir() else None


def _copies_folder() -> Path | None:
    """Where copies lie on this machine; None where they lie elsewhere or nowhere."""
    place = settings.BACKUP_TO
    return Path(place) if place and "://" not in place else None


class WorkerCheck(WatchCheck):
    """The worker of prints has shown lately that it lives."""

    name = "worker"
    title = "Tiến trình in"
    fault = "Không đọc được dấu của tiến trình in."
    remedy = (
        "Xem tiến trình in (systemctl status ntm-prints, journalctl -u ntm-prints), khởi động lại "
        "(systemctl restart ntm-prints). Trang vẫn dùng được; bản in chờ đến khi nó chạy."
    )

    def look(self) -> str:
        last = last_beat()
        if last is None:
            return "Tiến trình in chưa chạy lần nào."
        # A pulse of the future is of a clock that was set back since, and beats no more.
        return "" if abs(time.time() - last) < PULSE_SECONDS else "Tiến trình in không còn chạy."


class BackupCheck(WatchCheck):
    """The last safe copy ended well, is not old, and copies are where they lie; in debug there need
    be none."""

    name = "backup"
    title = "Bản sao lưu"
    fault = "Không đọc được lần sao lưu gần nhất."
    remedy = (
        "Xem vì sao (journalctl -u ntm-nightly), sửa rồi chạy lại việc hằng đêm "
        "(systemctl start ntm-nightly); xem mục “Back up” của docs/operating.md."
    )

    def look(self) -> str:
        last = last_run(Work.BACKUP)
        if last.age is None:
            return "" if settings.DEBUG else "Chưa có bản sao lưu nào."
        if last.age < -CLOCK_SLACK:
            return "Lần sao lưu gần nhất mang giờ sau bây giờ: đồng hồ máy đã hoặc đang chạy sai."
        if last.age > BACKUP_AGE:
            return f"Bản sao lưu tốt gần nhất đã cũ {int(last.age.total_seconds() // 3600)} giờ."
        if not last.is_well:
            return f"Lần sao lưu gần nhất không thành công: {last.words}"
        folder = _copies_folder()
        if folder and not (folder.is_dir() and copies(FolderShelf(folder))):
            return f"Không có bản sao lưu nào ở {folder}: ổ đĩa chưa gắn, hoặc bản sao đã bị xóa."
        return ""


class NightlyCheck(WatchCheck):
    """What runs every night ended well, where it has run."""

    name = "nightly"
    title = "Việc hằng đêm"
    fault = "Không đọc được lần chạy việc hằng đêm gần nhất."
    remedy = "Xem báo cáo của nó (journalctl -u ntm-nightly) và làm theo từng dòng trong đó."

    def look(self) -> str:
        last = last_run(Work.NIGHTLY)
        if last.ended_at is None:
            return ""
        if (age := timezone.now() - last.ended_at) > BACKUP_AGE:
            hours = int(age.total_seconds() // 3600)
            return f"Việc hằng đêm đã {hours} giờ chưa chạy (systemctl list-timers ntm-nightly)."
        if last.is_well:
            return ""
        return f"Việc hằng đêm gần nhất có phần không thành công: {', '.join(broken(last.words))}."


class ReplicaCheck(WatchCheck):
    """The replica answers, and what was recorded reaches it within a second and a half."""

    name = "replica"
    title = "Bản sao để đọc"
    fault = "Bản sao để đọc của cơ sở dữ liệu không trả lời trong 2 giây."
    remedy = (
        "Xem PostgreSQL ở máy của REPLICA_DATABASE_URL và đường truyền đến đó. Trang vẫn dùng được "
        "và không cũ đi: bảng và tệp xuất đọc thẳng sổ chính cho đến khi bản sao theo kịp."
    )

    def look(self) -> str:
        until, known = time.monotonic() + 1.5, length_of_trail()
        while True:
            with replica.reading():
                if length_of_trail() >= known:
                    return ""
            if time.monotonic() > until:
                return "Bản sao để đọc chậm hơn sổ chính."
            time.sleep(0.1)


CHECKS: tuple[type[WatchCheck], ...] = (
    DatabaseCheck,
    StoreCheck,
    MigrationCheck,
    StaticCheck,
    DiskCheck,
    WorkerCheck,
    BackupCheck,
    NightlyCheck,
    *((ReplicaCheck,) if replica.ALIAS in settings.DATABASES else ()),
)
