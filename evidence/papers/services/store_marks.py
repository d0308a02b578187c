"""Which store belongs to this database, and whether the database is as new as the store.

Both carry one id from the first upload on. The store also notes the newest row whose file it took,
always after that row was committed: a database that has no such row is an older copy.
"""

import json
import logging
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from evidence.papers.models import Revision, StoreMark
from evidence.papers.models.stores import ONLY
from evidence.papers.storage import evidence_store
from evidence.papers.store_errors import StorageDown

log = logging.getLogger(__name__)

SHOWN = 8  # characters of an id by which a person names it


@dataclass(frozen=True)
class OnStore:
    """What the store's own mark holds: its id, and the newest row of a file that it took."""

    store_id: str
    newest: int


def read_mark() -> OnStore | None:
    """The mark on the store; None where it has none. Raises `StorageDown`."""
    content = evidence_store().read_mark()
    if not content:
        return None
    try:
        known = json.loads(content)
        return OnStore(str(UUID(known["store_id"])), int(known["newest"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageDown("the mark of the store cannot be read") from error


def _write_mark(mark: OnStore) -> None:
    evidence_store().write_mark(json.dumps(asdict(mark)).encode())


def _newest_row() -> int:
    return Revision.objects.aggregate(newest=Max("pk"))["newest"] or 0


def _own_mark() -> StoreMark | None:
    return StoreMark.objects.first()


def before_upload() -> StoreMark | None:
    """Mark database and store where both are new to it; notice a database older than the store.

    Gives the mark of the database. A store that has lost the mark is most likely not mounted: what
    it took would vanish under the true one.
    """
    on_store, own = read_mark(), _own_mark()
    if on_store is None and own and _newest_row():
        raise StorageDown("the store does not carry the mark of this database")
    if on_store is None:
        own = own or StoreMark.objects.get_or_create(only=ONLY)[0]
        _write_mark(OnStore(str(own.store_id), 0))
    elif own is None or str(own.store_id) != on_store.store_id:
        log.error("The store of files carries the mark of another database: %s", on_store.store_id)
    # What is uploaded from now on would hide that rows are missing: so it is written down.
    elif own.older_since is None and on_store.newest > _newest_row():
        log.error("The database is older than the store of files")
        StoreMark.objects.filter(older_since=None).update(older_since=timezone.now())
    return own


def after_upload(own: StoreMark | None, newest: int) -> None:
    """Note on the store the newest row of a file it took, where it carries the mark of this
    database, `own`; nothing depends on this one note."""
    try:
        on_store = read_mark()
        if on_store and own and str(own.store_id) == on_store.store_id and newest > on_store.newest:
            _write_mark(OnStore(on_store.store_id, newest))
    except StorageDown:
        log.warning("The store's mark was not renewed", exc_info=True)


def doubt() -> tuple[str, str]:
    """Why store and database do not seem to belong together, or "", and the store's id."""
    on_store, own = read_mark(), _own_mark()
    if on_store is None:
        is_new = own is None or not (_newest_row() or next(iter(evidence_store().walk()), None))
        what = "" if is_new else "Kho tệp không mang dấu của sổ này (ổ đĩa chưa gắn?)"
    elif own is None:
        what = "Kho tệp mang dấu mà sổ không có"
    elif str(own.store_id) != on_store.store_id:
        what = "Kho tệp mang dấu của sổ khác"
    elif own.older_since or on_store.newest > _newest_row():
        what = "Sổ cũ hơn kho tệp (sổ vừa được khôi phục?)"
    else:
        what = ""
    return what, on_store.store_id if on_store else str(own)


def deny_sweep() -> str:
    """Why nothing of this store may be swept by this database; "" where it may."""
    what, store_id = doubt()
    return _refusal(what, store_id) if what else ""


def _refusal(what: str, store_id: str) -> str:
    return (
        f"{what}, nên không dọn tệp nào. Hãy kiểm tra DATABASE_URL và kho tệp; nếu chắc chắn đúng "
        f"kho, chạy sweep_evidence --accept-store {store_id[:SHOWN]}."
    )


def accept_store(begin: str) -> str:
    """Take the store for this database's own, whatever both marks hold; "" or why not.

    `begin`: the first characters of the id that the refusal named.
    """
    on_store, own = read_mark(), _own_mark()
    store_id = on_store.store_id if on_store else str(own.store_id) if own else ""
    if len(begin) < SHOWN or not store_id.startswith(begin.lower()):
        return "Mã kho không đúng; hãy ghi đúng tám ký tự mà lệnh dọn đã nêu."
    values = {"store_id": store_id, "older_since": None}
    StoreMark.objects.update_or_create(only=ONLY, defaults=values)
    _write_mark(OnStore(store_id, _newest_row()))
    return ""


def mark_both() -> None:
    """Tie a database and a store to each other that were in use before there were marks."""
    if read_mark() is None:
        own = _own_mark() or StoreMark.objects.create()
        _write_mark(OnStore(str(own.store_id), _newest_row()))
