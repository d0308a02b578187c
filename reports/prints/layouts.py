"""Pages laid out before: the same words are laid out once, whoever wants them."""

from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from reports.prints import store
from reports.prints.orders import digest


def layout_of(
    page: str, styles: tuple[str, ...], lay_out: Callable[[str, tuple[str, ...], Path], None]
) -> Path:
    """The PDF of the page, kept from an earlier time or laid out now."""
    kept = f"{digest(version('weasyprint'), page, *styles)}.layout"
    if found := store.find(kept):
        return found
    with store.making(kept) as part:
        lay_out(page, styles, part)
    return store.folder() / kept
