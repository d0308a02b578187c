"""What the style sheets count on in the markup of tables."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CELL = re.compile(r"<td\b(?:[^>{]|\{%.*?%\}|\{\{.*?\}\})*>(.*?)</td>", re.DOTALL)
# A part that may be left out, without another in its place and with none inside.
OPTIONAL = re.compile(
    r"\{% (if|for|with)\b(?:(?!\{% (?:if|for|with|else|empty)\b).)*?\{% end\1 %\}", re.DOTALL
)


def may_be_empty(content: str) -> bool:
    """Whether nothing of it may be left when all is left out that may be."""
    while (less := OPTIONAL.sub("", content)) != content:
        content = less
    return not content.strip()


def test_a_cell_that_may_be_empty_holds_no_blank() -> None:
    """On a phone `td:empty` hides it with its heading, and a blank is not empty."""
    blank = [
        f"{path.relative_to(ROOT)}: {' '.join(cell[0].split())[:80]}"
        for path in (ROOT / "templates").rglob("*.html")
        for cell in CELL.finditer(path.read_text(encoding="utf-8"))
        if cell[1] != cell[1].strip() and may_be_empty(cell[1])
    ]
    assert blank == []
    assert may_be_empty("\n{% if a %}{% for b in c %}x{% endfor %}{% elif d %}y{% endif %}\n")
    assert not may_be_empty("{% if a %}x{% else %}y{% endif %}")
