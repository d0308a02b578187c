"""Checks, without a network, that the locked requirements are in step with pyproject.toml."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)(.*)$")


def locked(text: str) -> dict[str, str]:
    """Name to version of every pin in a lock."""
    pins = (PIN.match(line) for line in text.splitlines())
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def faults_of_form(name: str, text: str) -> list[str]:
    """What makes a lock unsafe to install or to publish: a pin without a hash, an address in it."""
    faults = [f"{name}: có địa chỉ mạng: {found}" for found in re.findall(r"\w+://\S+", text)]
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text)
    for block in blocks:
        if not PIN.match(block.partition("\n")[0]):
            faults.append(f"{name}: dòng không phải một phiên bản cố định: {block[:60]!r}")
        elif "--hash=sha256:" not in block:
            faults.append(f"{name}: thiếu mã băm: {block.partition(' ')[0]}")
    return faults


def faults_of_step(name: str, wanted: list[str], pins: dict[str, str]) -> list[str]:
    """The dependencies that a lock lacks, or holds in a version that pyproject.toml excludes."""
    faults = []
    for line in wanted:
        requirement = Requirement(line)
        version = pins.get(canonicalize_name(requirement.name))
        if version is None:
            faults.append(f"{name}: thiếu {line}")
        elif not requirement.specifier.contains(version, prereleases=True):
            faults.append(f"{name}: {requirement.name}=={version}, pyproject.toml ghi {line}")
    return faults


def faults(pyproject: str, runtime: str, development: str) -> list[str]:
    """Everything that is wrong between pyproject.toml and the two locks; empty when in step."""
    project = tomllib.loads(pyproject)
    wanted = project["project"]["dependencies"]
    run_pins, dev_pins = locked(runtime), locked(development)
    found = faults_of_form("requirements.txt", runtime)
    found += faults_of_form("requirements-dev.txt", development)
    found += faults_of_step("requirements.txt", wanted, run_pins)
    found += faults_of_step(
        "requirements-dev.txt", wanted + project["dependency-groups"]["dev"], dev_pins
    )
    found += [
        f"requirements-dev.txt: {name}=={dev_pins.get(name)}, requirements.txt: {version}"
        for name, version in run_pins.items()
        if dev_pins.get(name) != version
    ]
    return found


def main() -> int:
    """0 when in step, else 1 with the faults."""
    names = ("pyproject.toml", "requirements.txt", "requirements-dev.txt")
    found = faults(*((ROOT / name).read_text(encoding="utf-8") for name in names))
    for fault in found:
        print(fault)
    if found:
        print("Hãy chạy: make lock")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
