"""`make sbom`: what the program is made of, as CycloneDX 1.6, from the lock alone (no network)."""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
# Above a name stands whoever needs it: "# via aiohttp", or one a line below "# via".
NEEDED_BY = re.compile(r"^ +#(?: via)? +([A-Za-z0-9._-]+)", re.MULTILINE)


def components(lock: str) -> dict[str, dict[str, Any]]:
    """The packages of a lock by name, each with its address and the hashes of its files."""
    found = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if pin := PIN.match(block):
            name, version = pin[1], pin[2]
            found[name] = {
                "type": "library",
                "bom-ref": f"pkg:pypi/{name}@{version}",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                # One for each file that the lock lets in (a wheel a platform).
                "properties": [
                    {"name": "lock:sha256", "value": digest} for digest in HASH.findall(block)
                ],
            }
    return found


def depends_on(lock: str) -> dict[str, set[str]]:
    """Who needs whom, by name; the program itself is needed by nobody."""
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=[A-Za-z0-9])", lock):
        if pin := PIN.match(block):
            for dependent in NEEDED_BY.findall(block):
                found.setdefault(dependent, set()).add(pin[1])
    return found


def bill(pyproject: str, lock: str) -> dict[str, Any]:
    """The bill of materials: the same lock, the same text."""
    project = tomllib.loads(pyproject)["project"]
    parts, needs = components(lock), depends_on(lock)
    name = project["name"]
    own = {"type": "application", "bom-ref": name, "name": name, "version": project["version"]}
    refs = {key: part["bom-ref"] for key, part in parts.items()} | {name: name}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": [parts[key] for key in sorted(parts)],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(refs[key] for key in needs.get(dependent, ()))}
            for dependent, ref in sorted(refs.items())
        ],
    }


def main() -> int:
    """Writes the file named, or the standard output."""
    names = ("pyproject.toml", "requirements.txt")
    read = [(ROOT / name).read_text(encoding="utf-8") for name in names]
    text = json.dumps(bill(*read), indent=1, ensure_ascii=False) + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
