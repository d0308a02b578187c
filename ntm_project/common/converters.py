"""The keys of rows in addresses: what does not fit the column is no address at all."""

from django.urls.converters import IntConverter

from ntm_project.common.answers import MOST_DIGITS


class KeyConverter(IntConverter):
    """`<key:pk>`: digits alone, and no more of them than a key can have."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"
