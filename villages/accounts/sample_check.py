"""Open accounts that still carry the sample's password; `check --deploy` and the start report them.

Sign-in refuses that password anyway. Each account carries a mark that is set with its password;
only a password older than the mark is tried, once, and the mark then kept.
"""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import hashers
from django.core.checks import CheckMessage, Info, Tags, Warning, register
from django.db import Error, connections

from ntm_project.common.numbers import format_decimal
from villages.accounts.sample import SAMPLE_PASSWORD
from villages.models import Official

MOST_AT_START = 40  # passwords tried before the program answers: two or three seconds
MOST_NAMED = 20

_log = logging.getLogger("ntm.start")


def look(most: int | None = None) -> tuple[list[str], int]:
    """The sign-in names of open accounts with that password, and how many were not looked at.

    `most` passwords are tried at most; those tried once are known for ever.
    """
    unknown = Official.objects.filter(is_active=True, has_sample_password=None)
    # The loader gives one hash to all, so each hash is tried once.
    stored = list(unknown.order_by("password").values_list("password", flat=True).distinct())
    for encoded in stored[:most]:
        is_sample = hashers.is_password_usable(encoded) and hashers.check_password(
            SAMPLE_PASSWORD, encoded
        )
        unknown.filter(password=encoded).update(has_sample_password=is_sample)
    left = unknown.count() if most is not None and len(stored) > most else 0
    carriers = Official.objects.filter(is_active=True, has_sample_password=True)
    return list(carriers.order_by("username").values_list("username", flat=True)), left


def sentence_of(names: list[str]) -> str:
    """Who carries it, and the way out."""
    more = len(names) - MOST_NAMED
    rest = f" và {format_decimal(more)} tài khoản khác" if more > 0 else ""
    return (
        f"{format_decimal(len(names))} tài khoản còn mật khẩu mẫu, không đăng nhập được: "
        f"{', '.join(names[:MOST_NAMED])}{rest}. "
        "Hãy giao liên kết đặt mật khẩu hoặc đóng tài khoản."
    )


@register(Tags.security, deploy=True)
def check_sample_passwords(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """For `check --deploy`; without a readable database it reports that and warns of nothing."""
    try:
        names, _ = look()
    except Error as error:
        unread = f"Chưa đọc được cơ sở dữ liệu nên chưa tìm tài khoản còn mật khẩu mẫu: {error}"
        return [Info(unread.strip(), id="villages.I001")]
    return [Warning(sentence_of(names), id="villages.W001")] if names else []


def warn_at_start() -> None:
    """One line in the log for who starts the server; a database that is down stops nothing."""
    if settings.SAMPLE_PASSWORD_OPENS:
        return
    try:
        names, left = look(MOST_AT_START)
        if names:
            _log.warning(sentence_of(names))
        if left:
            _log.warning(
                "Còn %s tài khoản chưa được xem có dùng mật khẩu mẫu không; hãy chạy "
                "manage.py check --deploy.",
                left,
            )
    except Error as error:
        _log.warning("Chưa tìm được tài khoản còn mật khẩu mẫu: %s", str(error).strip())
    finally:
        # Workers that are forked from this process must not share its connection.
        connections.close_all()
