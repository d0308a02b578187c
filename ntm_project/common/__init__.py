"""Django-only helpers that know no app: Vietnamese text, dates, numbers, forms, views."""
