"""Readies the benchmark's database: people who can sign in outside debug, and a long review queue,
ten thousand waiting rounds at one step.

Run as `python -m tests.benchmarks.seed` with the benchmark's environment; with usernames, these get
the password and nothing else happens.
"""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import django

PASSWORD = "Chỉ để đo tốc độ các trang"
WRITES = 20  # of one request that measures the trail
ROUNDS = 10_100
YEARS = 101
USERNAMES = ("lan", "thamtra")


def give_password(usernames: Iterable[str]) -> None:
    from villages.models import Official

    for official in Official.objects.filter(username__in=usernames):
        official.set_password(PASSWORD)  # the sample's opens nothing outside debug
        official.save()


def send_many() -> None:
    """Communes below the sample's district, an assessment for each of many years, all sent."""
    from criteria.models import Assessment
    from evidence.models import ReviewStep, Submission
    from villages.models import Unit

    district = Unit.objects.get(name="Hiệp Hòa")
    step = ReviewStep.objects.filter(
        chain__unit=district, chain__level="commune", role="reviewer"
    ).first()
    known = Assessment.objects.get(unit__name="Mai Đình").criteria_set
    communes = [
        Unit.objects.create(parent=district, level="commune", noun="xã", name=f"Xã thử {n}")
        for n in range(ROUNDS // YEARS)
    ]
    assessments = Assessment.objects.bulk_create(
        Assessment(unit=unit, criteria_set=known, year=1900 + year)
        for unit in communes
        for year in range(YEARS)
    )
    start = datetime(2024, 1, 1, tzinfo=UTC)
    Submission.objects.bulk_create(
        Submission(
            assessment=assessment,
            step=step,
            round=1,
            holder=district,
            holder_body=step.holder_body,
            submitted_at=start + timedelta(minutes=number),
            due_on=start.date() + timedelta(days=30),
        )
        for number, assessment in enumerate(assessments)
    )


if __name__ == "__main__":
    django.setup()
    give_password(sys.argv[1:] or USERNAMES)
    if not sys.argv[1:]:
        send_many()
