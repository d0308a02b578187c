"""The program's own icons: 24 px, drawn by lines, each used beside a word and silent itself."""

# Path data on a 24 × 24 grid.
SHAPES = {
    "work": "M4 5h3v3H4zM4 10.5h3v3H4zM4 16h3v3H4zM10.5 6.5H20M10.5 12H20M10.5 17.5H20",
    "board": "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
    "criteria": "M4 4h16v16H4zM8 12.5l3 3 5.5-7",
    "tasks": "M6 5h12v16H6zM9 3h6v4H9zM9 12h6M9 16h4",
    "plan": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4",
    "unit": "M4 20v-9l8-6 8 6v9zM10 20v-6h4v6",
    "people": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6"
    "M16 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.2.8 3.5 2.9 3.5 5.5",
    "meeting": "M3 5h18v11H3zM8 20h8M12 16v4",
    "evidence": "M19 11l-7.5 7.5a4 4 0 0 1-6-6L13 5a2.7 2.7 0 0 1 4 4l-7.3 7.3"
    "a1.2 1.2 0 0 1-2-2L14 8",
    "camera": "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 16.5a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6z",
    "settings": "M4 7h9M17 7h3M15 4.5v5M4 17h3M11 17h9M9 14.5v5",
    "key": "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 11.5h9M17 11.5v3.5M20.5 11.5v2.5",
    "search": "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "logout": "M14 4H5v16h9M10 12h11M17.5 8l4 4-4 4",
    "print": "M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "edit": "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
    "add": "M12 5v14M5 12h14",
    "check": "M4.5 12.5l5 5 10-11",
    "close": "M6 6l12 12M18 6L6 18",
    "back": "M14.5 5l-7 7 7 7",
    "next": "M9.5 5l7 7-7 7",
    "warning": "M12 4l9.5 16.5h-19zM12 10.5v4M12 17.4v.1",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.6v.1",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 20.5h4",
    "history": "M4 12a8 8 0 1 0 2.5-5.8L4 8.5M4 4v4.5h4.5M12 8v4.5l3 2",
    "filter": "M4 5h16l-6 7.5V19l-4-2v-4.5z",
}
