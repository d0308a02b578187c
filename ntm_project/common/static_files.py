"""Whether the static files that pages name were collected (`manage.py collectstatic`)."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Error


def static_fault() -> str:
    """What is wrong with the list of collected files, as this process read it at its start; ""
    where nothing is, or where files need not be collected (debug)."""
    known = getattr(staticfiles_storage, "hashed_files", None)
    if known is None:
        return ""
    if not known:
        return f"Chưa gom tệp tĩnh vào {settings.STATIC_ROOT} nên không trang nào hiện được."
    if lacking := sorted(_names() - set(known)):
        return f"Tệp tĩnh gom từ bản cũ: {len(lacking)} tệp chưa có, như {lacking[0]}."
    return ""


def _names() -> set[str]:
    """Every file that `collectstatic` would take."""
    return {
        Path(getattr(storage, "prefix", None) or "", name).as_posix()
        for finder in get_finders()
        for name, storage in finder.list(StaticFilesConfig.ignore_patterns)
    }


def check_static_files(**_kwargs: Any) -> list[CheckMessage]:
    """A check for `check --deploy`: without the collected static files every page is an error."""
    fault = static_fault()
    hint = "Chạy manage.py collectstatic --noinput rồi khởi động lại máy chủ."
    return [Error(fault, hint=hint, id="common.E001")] if fault else []
