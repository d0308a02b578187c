"""What the services of accounts share: the account held, the event about it."""

from ntm_project.common.logs import note
from ntm_project.common.refusals import Refused
from villages.access import Access
from villages.accounts import rules
from villages.audit import record
from villages.enums import Ability
from villages.models import Official, Unit


def held_account(official_id: int) -> Official:
    """The account, locked until the transaction ends."""
    rows = Official.objects.get_queryset().select_for_update(of=("self",), no_key=True)
    return rows.get(pk=official_id)


def managed_account(by: Access, official_id: int) -> Official:
    """The same, for whoever answers for the account."""
    official = held_account(official_id)
    if reason := rules.deny_manage_account(by, official):
        raise Refused(reason)
    return official


def record_account(by: Access, action: str, official: Official, reason: str = "") -> None:
    """One event about the account, kept under the unit that answers for it.

    The line of the log has the address and the request beside it.
    """
    is_own = by.official is not None and by.official.pk == official.pk
    ability = None if is_own else Ability.EDIT_POSTINGS
    note("account", action=action, account_id=official.pk)
    record(by, action, official, unit=_unit_of(by, official), ability=ability, reason=reason)


def _unit_of(by: Access, official: Official) -> Unit:
    """Where the account belongs; one of an old version, that no unit made, to the uppermost."""
    posting = by.main_posting
    elsewhere = posting.unit if posting else Unit.objects.order_by("path")[0]
    return official.audit_unit or elsewhere
