"""Checks of files: what the store no longer gives as it was sent."""

from collections.abc import Iterator

from django.utils import timezone

from ntm_project.common.dates import format_day
from reports import links
from reports.checks.check import Check, Severity
from reports.checks.facts import Facts
from reports.lines import Line


def _spoilt_files(facts: Facts) -> Iterator[Line]:
    """The bytes of a file do not match the SHA-256 that was kept when it came."""
    for file in facts.spoilt:
        day = format_day(timezone.localdate(file.found_at))
        yield Line(
            file.paper,
            links.of_row("evidence:paper", file.paper_id),
            f"Tệp {file.name} trong kho không còn đúng như khi gửi (thấy ngày {day}); hãy báo "
            "người quản trị khôi phục hoặc thêm lại bản gốc.",
        )


CHECKS = (
    Check("spoilt-files", "Tệp không còn nguyên vẹn", "Tệp hỏng", Severity.HIGH, _spoilt_files),
)
