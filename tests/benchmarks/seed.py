"""Readies the benchmark's database: people who can sign in outside debug, and a long review queue,
ten thousand waiting rounds at one step.

Run as `python -m tests.benchmarks.seed` with the benchmark's environment.
"""

from datetime import UTC, datetime, timedelta

import django

PASSWORD = "Chỉ để đo tốc độ các trang"
ROUNDS = 10_100
YEARS = 101
USERNAMES = ("lan", "thamtra")


def main() -> None:
    """Communes below the sample's district, an assessment for each of many years, all sent."""
    django.setup()

    from criteria.models import Assessment
    from evidence.models import ReviewStep, Submission
    from villages.models import Official, Unit

    for official in Official.objects.filter(username__in=USERNAMES):
        official.set_password(PASSWORD)  # the sample's opens nothing outside debug
        official.save()

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
    main()
