"""What an officer typed in a plain text box, read as blocks."""

import re

from reports.documents.blocks import Block, Bullet, Heading, Note, Paragraph
from reports.documents.characters import clean, clean_lines

_BULLET = re.compile(r"^\s*([-–—•+])\s*(?=\S)(.*)$")
_NOTE = re.compile(r"^\s*\*\s*([^:]{1,40}):\s*(.*)$")
_HEADING = re.compile(r"^\s*\d{1,2}\.\d{1,2}\.?\s+(?=\S)(.{1,200})$")


def blocks_from_text(
    text: str, source: str = "", *, has_headings: bool = False
) -> tuple[Block, ...]:
    """One block a line: `- ` and `+ ` open bullets, `* Lưu ý: ` a note, empty lines fall away.

    `source` is the passage they come from. With `has_headings` a line `2.1. …` is a heading, which
    the program numbers: the text must stand below a heading of the second level.
    """
    blocks: list[Block] = []
    for line in clean_lines(text).split("\n"):
        if not line.strip():
            continue
        if match := _BULLET.match(line):
            mark, rest = match.groups()
            blocks.append(Bullet(clean(rest).strip(), "+" if mark == "+" else "-", source))
        elif match := _NOTE.match(line):
            label, rest = match.groups()
            blocks.append(Note(clean(rest).strip(), clean(label).strip(), source))
        elif has_headings and (match := _HEADING.match(line)):
            blocks.append(Heading(3, clean(match[1]).strip(), source=source))
        else:
            blocks.append(Paragraph(clean(line).strip(), source=source))
    return tuple(blocks)
