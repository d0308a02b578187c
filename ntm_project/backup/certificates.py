"""Until when the certificate that the site shows to browsers holds."""

import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from cryptography.x509 import load_pem_x509_certificate

SECONDS = 10.0


def certificate_ends(address: str) -> datetime:
    """The last moment (UTC) of the certificate shown at an `https://` address, whoever signed it.

    Raises `OSError` where nothing answers there, or not in TLS.
    """
    site = urlsplit(address)
    where = (site.hostname or "", site.port or 443)
    shown = ssl.get_server_certificate(where, timeout=SECONDS)
    return load_pem_x509_certificate(shown.encode()).not_valid_after_utc.astimezone(UTC)
