"""A browser as its owner would call it: `Chrome trên Windows`."""

_BROWSERS = (
    ("Zalo", "Zalo"), ("coc_coc", "Cốc Cốc"), ("Edg", "Edge"), ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_words(user_agent: str) -> str:
    """Only words of these lists, since anybody writes what they like into the header."""
    browser = next((words for sign, words in _BROWSERS if sign in user_agent), "Trình duyệt khác")
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), "")
    return f"{browser} trên {system}" if system else browser
