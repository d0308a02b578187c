"""From one set to the next: what becomes of each indicator, and of each result judged by it."""
