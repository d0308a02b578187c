"""How an agency numbers what it issues."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from evidence.issued.models import RegisterSettings
from evidence.issued.queries import series_of_year, settings_of
from evidence.issued.rules import deny_set_register, register_faults
from evidence.papers.services import keeping
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.edit import create_row, edit_row
from villages.enums import Ability
from villages.models import Unit


def set_register(
    *, by: Access, unit: Unit, fields: Mapping[str, Any], seen_version: int
) -> RegisterSettings:
    """Set how the agency numbers; the way does not change once the year has a number, and no first
    number is set that would have no effect."""
    if reason := deny_set_register(by, unit):
        raise Refused(reason)
    with transaction.atomic():
        keeping.lock_commune(unit)
        known = settings_of(unit)
        present = series_of_year(unit, by.on.year)
        year = fields.get("first_year", known.first_year)
        begun = series_of_year(unit, year) if year else present
        if faults := register_faults(known, fields, present=present, begun=begun):
            raise ValidationError(faults)
        action, ability = "thiết lập sổ văn bản đi", Ability.ISSUE_DOCUMENT
        if known.pk is None:
            for name, value in fields.items():
                setattr(known, name, value)
            return create_row(by=by, row=known, action=action, ability=ability)
        return edit_row(
            by=by,
            rows=RegisterSettings.objects.all(),
            pk=known.pk,
            action=action,
            ability=ability,
            fields=fields,
            seen=seen_version,
        )
