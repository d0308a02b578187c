"""Headings that an officer types in a passage that is a whole chapter."""

import pytest

from reports.documents.blocks import Bullet, Heading, Paragraph
from reports.documents.typed_text import blocks_from_text

SECTIONS = "1. Đối với UBND xã:\n- Một.\n1.1. Các thôn\nHai.\n2. Đề nghị\n- Ba."


def test_numbered_lines_with_text_below_them_open_sections() -> None:
    assert blocks_from_text(SECTIONS, heading_level=2) == (
        Heading(2, "Đối với UBND xã:"),
        Bullet("Một."),
        Heading(3, "Các thôn"),
        Paragraph("Hai."),
        Heading(2, "Đề nghị"),
        Bullet("Ba."),
    )


@pytest.mark.parametrize(
    "text", ["1. Một\n2. Hai\nHết", "1. Một.\nHai", "2. Một\nHai", "1. Một", "Hai\n3. Ba\nTư"]
)
def test_lists_sentences_and_numbers_from_elsewhere_open_none(text: str) -> None:
    found = blocks_from_text(text, heading_level=2)
    assert [type(one) for one in found] == [Paragraph] * len(found)


def test_within_a_section_a_number_is_no_heading() -> None:
    assert not any(isinstance(one, Heading) for one in blocks_from_text(SECTIONS))
