"""Finds the theme of words, by the names of the criteria of every set."""

from collections.abc import Iterator, Mapping

from reports.checks.reading.once import all_read_once

# What a word belongs to, by the name of its criterion.
THEMES = (
    (
        ("truong hoc", "truong thcs", "truong tieu hoc", "truong mam non", "xoa mu chu",
         "pho cap giao duc", "hoc sinh bo hoc"),
        ("giao duc", "truong hoc"),
    ),
    (("tram y te", "bao hiem y te", "tiem chung", "suy dinh duong", "kham chua benh"), ("y te",)),
    (("rac thai", "nuoc thai", "chat thai ran", "phan loai rac", "thu gom rac"),
     ("moi truong", "ve sinh", "rac")),
    (("nha dot nat", "nha tam bo"), ("nha o", "ngheo", "an sinh")),
    (("tuan tra", "te nan xa hoi", "dan quan tu ve"), ("an ninh", "quoc phong", "phap luat")),
    (("kenh muong", "thuy loi"), ("thuy loi",)),
    (("luoi dien", "tram bien ap"), ("dien",)),
)  # fmt: skip


@all_read_once
def themes_in(text: str) -> list[tuple[str, ...]]:
    """The themes that folded words name, each by the words of its criteria's names."""
    return [themes for words, themes in THEMES if any(word in text for word in words)]


def of_other_themes(text: str, own: str, known: Mapping[str, int]) -> Iterator[int]:
    """The criterion, by the folded names of those known, to which folded words belong that name a
    theme which the folded name of their own criterion has not; none where they name its own too."""
    named = themes_in(text)
    if any(theme in own for themes in named for theme in themes):
        return
    for themes in named:
        fitting = [n for name, n in known.items() if any(theme in name for theme in themes)]
        yield from fitting[:1]
