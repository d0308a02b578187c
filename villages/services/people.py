"""Officials and the postings that give them their rights."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ntm_project.common.models import clean_and_save
from ntm_project.common.views import Refused
from villages import rules
from villages.access import Access
from villages.audit import record, snapshot
from villages.enums import Ability
from villages.models import Body, Official, Posting, Unit

OFFICIAL_FIELDS = ["username", "full_name", "aliases", "phone", "email", "is_active", "note"]
POSTING_FIELDS = ["unit", "body", "role", "title", "is_main", "starts_on", "ends_on"]


class StaleOfficial(Exception):
    """Somebody saved the person first; `changed` names the fields that differ from those seen."""

    def __init__(self, current: Official, changed: list[str]) -> None:
        super().__init__(f"official {current.pk} changed in {', '.join(changed)}")
        self.current = current
        self.changed = changed


def create_official(
    *, by: Access, unit: Unit, password: str | None = None, **fields: Any
) -> Official:
    """Add a person with an account; without a password nobody can sign in with it."""
    if reason := rules.deny_edit_postings(by, unit):
        raise Refused(reason)
    official = Official(**fields)
    official.set_password(password)
    with transaction.atomic():
        clean_and_save(official)
        record(
            by,
            "thêm cán bộ",
            official,
            unit=unit,
            ability=Ability.EDIT_POSTINGS,
            new=snapshot(official, OFFICIAL_FIELDS),
        )
    return official


def take_on(
    *,
    by: Access,
    unit: Unit,
    person: Mapping[str, Any],
    posting: Mapping[str, Any],
    password: str | None = None,
) -> Official:
    """Add a person with the first posting: without one nobody would see him in any list."""
    with transaction.atomic():
        official = create_official(by=by, unit=unit, password=password, **person)
        appoint(by=by, official=official, unit=unit, is_main=True, **posting)
    return official


def edit_official(
    *,
    by: Access,
    unit: Unit,
    official_id: int,
    fields: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
) -> Official:
    """Correct a person's data, or close the account.

    `seen` holds the values from which the editor started; a field that meanwhile says something
    else raises `StaleOfficial`, and nothing is saved.
    """
    if reason := rules.deny_edit_postings(by, unit):
        raise Refused(reason)
    with transaction.atomic():
        official = Official.objects.select_for_update().get(pk=official_id)
        old = snapshot(official, OFFICIAL_FIELDS)
        changed = [
            name for name in OFFICIAL_FIELDS if seen is not None and seen.get(name) != old[name]
        ]
        if changed:
            raise StaleOfficial(official, changed)
        for name in OFFICIAL_FIELDS:
            if name in fields:
                setattr(official, name, fields[name])
        clean_and_save(official)
        record(
            by,
            "sửa cán bộ",
            official,
            unit=unit,
            ability=Ability.EDIT_POSTINGS,
            old=old,
            new=snapshot(official, OFFICIAL_FIELDS),
        )
    return official


def appoint(
    *,
    by: Access,
    official: Official,
    unit: Unit,
    role: str,
    title: str,
    body: Body | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    is_main: bool = False,
    note: str = "",
) -> Posting:
    """Open a posting; the rights follow from it at the next request."""
    if reason := rules.deny_edit_postings(by, unit):
        raise Refused(reason)
    posting = Posting(
        official=official,
        unit=unit,
        body=body,
        role=role,
        title=title,
        is_main=is_main,
        starts_on=starts_on,
        ends_on=ends_on,
        note=note,
    )
    with transaction.atomic():
        clean_and_save(posting)
        record(
            by,
            "giao chức vụ",
            posting,
            unit=unit,
            ability=Ability.EDIT_POSTINGS,
            new=snapshot(posting, POSTING_FIELDS),
        )
    return posting


def end_posting(*, by: Access, posting_id: int, ends_on: date, reason: str = "") -> Posting:
    """Close a posting on a day; its rights end with that day."""
    with transaction.atomic():
        posting = (
            Posting.objects.select_for_update(of=("self",))
            .select_related("unit", "official")
            .get(pk=posting_id)
        )
        if refusal := rules.deny_edit_postings(by, posting.unit):
            raise Refused(refusal)
        if posting.ends_on:
            raise ValidationError({"ends_on": "Chức vụ này đã kết thúc trước đó."})
        old = snapshot(posting, POSTING_FIELDS)
        posting.ends_on = ends_on
        posting.full_clean()
        posting.save(update_fields=["ends_on"])
        record(
            by,
            "kết thúc chức vụ",
            posting,
            unit=posting.unit,
            ability=Ability.EDIT_POSTINGS,
            old=old,
            new=snapshot(posting, POSTING_FIELDS),
            reason=reason,
        )
    return posting
