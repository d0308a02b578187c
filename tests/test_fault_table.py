"""Each test that `docs/faults.md` names is there, under that name."""

import re

from django.conf import settings


def test_every_proof_is_there() -> None:
    text = (settings.BASE_DIR / "docs" / "faults.md").read_text(encoding="utf-8")
    missing, count, path = [], 0, ""
    for named, name in re.findall(r"`([\w/.]*)::(test_\w+)`", text):
        path = named or path  # of the same file as the one before
        source = (settings.BASE_DIR / "tests" / path).read_text(encoding="utf-8")
        count += 1
        if f"def {name}(" not in source:
            missing.append(f"{path}::{name}")
    assert missing == []
    assert count > 30
