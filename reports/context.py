"""What every page shows around its content: the menu, the posting, the search box."""

from typing import Any

from django.http import HttpRequest


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The menu entries for the person signed in."""
    return {"nav": [], "search_url": "", "current_posting": None, "is_projector": False}
