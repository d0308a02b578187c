"""How long one waits after wrong tries: pure functions (ADR 10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from villages.models import SignInCount

# A place from which an account has signed in stays known for so long, a device as well.
KNOWN_FOR = timedelta(days=90)
# Of wrong tries and closed doors the trail keeps one each in so long, however many there are.
RECORDED_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class TryLimit:
    """So many wrong tries are free; then each doubles the wait, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta

    def wait(self, failures: int) -> timedelta:
        """How long the next try is refused after so many wrong ones."""
        if failures < self.free:
            return timedelta(0)
        doubled: timedelta = self.first * 2 ** min(failures - self.free, 20)
        return min(doubled, self.longest)


_DAY = timedelta(days=1)
# One account at one address, or at one device that has signed in with it before.
ACCOUNT = TryLimit(5, timedelta(minutes=1), timedelta(minutes=15), _DAY)
# One account at an address from which it has signed in: others may sit behind the same address, and
# what they do must not keep its owner out.
KNOWN_PLACE = TryLimit(5, timedelta(seconds=5), timedelta(minutes=1), _DAY)
# One address over all names; a whole commune may share it.
ADDRESS = TryLimit(10, timedelta(seconds=5), timedelta(minutes=1), timedelta(hours=1))


def is_known(count: SignInCount, now: datetime) -> bool:
    """Whether the account has signed in under this key lately."""
    return count.succeeded_at is not None and now - count.succeeded_at < KNOWN_FOR


def failures_now(count: SignInCount, limit: TryLimit, now: datetime) -> int:
    """The wrong tries that still count."""
    return 0 if now - count.tried_at > limit.forgotten else count.failures


def seconds_left(count: SignInCount, now: datetime) -> int:
    """How long the key is still refused."""
    if count.blocked_until is None or count.blocked_until <= now:
        return 0
    return ceil((count.blocked_until - now).total_seconds())


def wait_words(seconds: int) -> str:
    """A wait as people count it, never shorter than it is."""
    return f"{seconds} giây" if seconds < 60 else f"{ceil(seconds / 60)} phút"
