"""Which ports a setting names; apart, since the settings read it before Django is there."""


def parse_ports(text: str) -> range:
    """`9101-9108`, or one port, or none; ValueError for what is none."""
    if not text.strip():
        return range(0)
    first, _, last = text.partition("-")
    ports = range(int(first), int(last or first) + 1)
    if not ports or not 1 <= ports[0] <= ports[-1] <= 65535:
        raise ValueError(repr(text))
    return ports
