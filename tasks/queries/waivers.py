"""A finding of the checks, signed in the link to its form, so that nobody can be made to waive
another finding than the one shown."""

from dataclasses import dataclass

from django.core import signing

from villages.models import Unit

# With a sign that an address takes as it is: a list holds a hundred of these.
_SIGNER = signing.Signer(salt="tasks.waivers", sep="~")


@dataclass(frozen=True)
class Found:
    """What a check found: by which check, how it is known again, and in words."""

    check_slug: str
    fingerprint: str
    text: str


def seal_finding(unit: Unit, found: Found) -> str:
    """The finding of a unit as an address carries it."""
    values = [unit.pk, found.check_slug, found.fingerprint, found.text]
    return _SIGNER.sign_object(values, compress=True)


def unseal_finding(unit: Unit, text: str) -> Found | None:
    """The finding that the list of the unit showed; None for anything else."""
    try:
        key, *values = _SIGNER.unsign_object(text)
    except signing.BadSignature:
        return None
    return Found(*values) if key == unit.pk else None
