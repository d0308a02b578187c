"""What pages and the trail read about signing in."""

from django.utils import timezone

from villages.models import Official, SignInCount
from villages.sign_in.rules import RECORDED_EVERY, seconds_left


def is_recorded(official: Official, besides: SignInCount, *, is_blocked: bool = False) -> bool:
    """Whether the trail has lately recorded the same of the account, for another place."""
    since = timezone.now() - RECORDED_EVERY
    others = official.sign_in_counts.exclude(pk=besides.pk).filter(failures__gt=0)
    if is_blocked:
        return others.filter(blocked_until__gte=since).exists()
    return others.filter(tried_at__gte=since).exists()


def refusals_of(official: Official) -> list[SignInCount]:
    """The places at which the account is refused at this moment, the longest wait first."""
    now = timezone.now()
    rows = official.sign_in_counts.filter(blocked_until__gt=now).order_by("-blocked_until", "pk")
    return [row for row in rows if seconds_left(row, now)]
