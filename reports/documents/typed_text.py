"""What an officer typed in a plain text box, read as blocks."""

import re
from itertools import takewhile
from typing import Literal

from reports.documents.blocks import Block, Bullet, Heading, Note, Paragraph, plain
from reports.documents.characters import clean, clean_lines
from reports.documents.numbering import listed

# With what a line of a list begins, typed or pasted from Word and Zalo.
_BULLET = re.compile(r"^\s*([-–—•●▪■➢➤►+○◦])\s*(?=\S)(.*)$")
_NOTE = re.compile(r"^\s*\*\s*([^:]{1,40}):\s*(.*)$")
_HEADING = re.compile(r"^\s*\d{1,2}\.\d{1,2}\.?\s+(?=\S)(.{1,200})$")
_SECTION = re.compile(r"^\s*(\d{1,2})\.\s+(?=\S)(.{0,199}[^\s.;,])\s*$")
_BELOW: dict[int, Literal[3, 4]] = {2: 3, 3: 4}


def blocks_from_text(
    text: str, source: str = "", *, heading_level: Literal[0, 2, 3] = 0
) -> tuple[Block, ...]:
    """One block a line: `- ` and `+ ` open bullets, `* Lưu ý: ` a note, empty lines fall away.

    `source` is the passage they come from. With a `heading_level` a line `2.1. …` is a heading of
    it, which the program numbers: the text stands below a heading of the level above. So are lines
    `1. …` that open sections; then `1.1. …` is one of the level below.
    """
    blocks: list[Block] = []
    lines = [line for line in clean_lines(text).split("\n") if line.strip()]
    section = heading_level if heading_level and _open_sections(lines) else 0
    for line in lines:
        if section and (match := _SECTION.match(line)):
            blocks.append(Heading(section, clean(match[2]).strip(), source=source))
        elif match := _BULLET.match(line):
            mark, rest = match.groups()
            blocks.append(Bullet(clean(rest).strip(), "+" if mark in "+○◦" else "-", source))
        elif match := _NOTE.match(line):
            label, rest = match.groups()
            blocks.append(Note(clean(rest).strip(), clean(label).strip(), source))
        elif heading_level and (match := _HEADING.match(line)):
            level: Literal[2, 3, 4] = _BELOW[section] if section else heading_level
            blocks.append(Heading(level, clean(match[1]).strip(), source=source))
        else:
            blocks.append(Paragraph(clean(line).strip(), source=source))
    return tuple(blocks)


def typed_lines(text: str) -> tuple[str, ...]:
    """The lines of a box in which each line stands for itself, without the empty ones."""
    return tuple(line for line in map(str.strip, text.splitlines()) if line)


def _open_sections(lines: list[str]) -> bool:
    """Whether lines `1. …`, `2. …` count up from one, and each has lines of its own below it: a
    list of numbered lines, or sentences with a number, open nothing."""
    found = {at: match for at, line in enumerate(lines) if (match := _SECTION.match(line))}
    counts = [int(match[1]) for match in found.values()]
    is_counted = bool(counts) and counts == list(range(1, len(counts) + 1))
    return is_counted and all(at + 1 < len(lines) and at + 1 not in found for at in found)


def opening_from_text(text: str, source: str = "") -> tuple[Block, ...]:
    """The blocks of the text with which a paper opens.

    The lines `Căn cứ …` before anything else stand in italics, `Thực hiện …;` behind one too; the
    program ends each with `;`, the last with a full stop (decree 30, annex I, II.6).
    """
    blocks = blocks_from_text(text, source)
    opened = list(takewhile(_is_basis, map(_words_of, blocks)))
    is_led = bool(opened) and not _is_carried_out(opened[0])
    lines = [words.rstrip(" ;.,") for words in opened if is_led]
    basis = (Paragraph(line, "italic", source) for line in listed(lines))
    return (*basis, *blocks[len(lines) :])


def _words_of(block: Block) -> str:
    return plain(block.text) if isinstance(block, Paragraph) else ""


def _is_basis(words: str) -> bool:
    """Whether they name a ground alone: what ends with a colon announces the paper itself, and what
    is carried out is a ground where the list goes on behind it."""
    if _is_carried_out(words):
        return words.endswith(";")
    return words.casefold().startswith("căn cứ ") and not words.endswith(":")


def _is_carried_out(words: str) -> bool:
    return words.casefold().startswith(("thực hiện ", "theo ", "xét "))
