"""What the database itself holds of accounts, each rule broken on purpose."""

from datetime import timedelta

from django.utils import timezone

from tests import factories as make
from tests.villages.test_models import broken
from villages.enums import Role
from villages.models import PasswordLink, RecoveryCode


def _link(official, **fields: object) -> PasswordLink:
    now = timezone.now()
    usual = {"digest": "a" * 64, "made_at": now, "expires_at": now + timedelta(hours=8)}
    return PasswordLink(official=official, **usual | fields)


def test_a_recovery_code_stands_once(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL)
    RecoveryCode(official=hien, digest="a" * 64).save()
    twin = RecoveryCode(official=hien, digest="a" * 64)
    broken("recovery_code_unique", twin, unique="villages_recoverycode.official_id")
    assert str(twin).startswith("Mã dự phòng")


def test_a_link_keeps_its_rules(world) -> None:
    hien = make.make_official(world.commune, Role.OFFICIAL)
    now = timezone.now()
    broken("password_link_expires_later", _link(hien, expires_at=now))
    broken("password_link_used_or_withdrawn", _link(hien, used_at=now, withdrawn_at=now))
    _link(hien).save()
    broken(
        "password_link_one_open",
        _link(hien, digest="b" * 64),
        unique="villages_passwordlink.official_id",
    )
    _link(hien, digest="c" * 64, used_at=now).save()
    assert str(_link(hien)).startswith("Liên kết")
