"""Look for known vulnerabilities in the locked requirements; having checked nothing is a failure."""

import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "requirements"
PROFILES = ("base", "dev")


def main() -> int:
    """Return 0 when every locked package was looked up and none is vulnerable."""
    return max(audit(FOLDER / f"{profile}.txt") for profile in PROFILES)


def audit(lock: Path) -> int:
    """Audit one lock file and say what was found."""
    options = ["--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off", "--format=json"]
    result = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options, f"--requirement={lock}"],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        found = json.loads(result.stdout)["dependencies"]
    except (ValueError, KeyError):
        found = []
    audited = [package for package in found if "skip_reason" not in package]
    wanted = len(wanted_here(lock))
    if len(audited) < wanted:
        print(
            f"{lock.name} : {len(audited)} bibliothèques examinées sur {wanted}."
            f" L’audit n’a pas pu se faire.\n{result.stderr.strip()}",
            file=sys.stderr,
        )
        return 1
    vulnerable = [package for package in audited if package["vulns"]]
    for package in vulnerable:
        names = ", ".join(fault["id"] for fault in package["vulns"])
        print(
            f"{lock.name} : {package['name']} {package['version']} est vulnérable ({names})", file=sys.stderr
        )
    print(f"{lock.name} : {len(audited)} bibliothèques examinées, {len(vulnerable)} vulnérables")
    return 1 if vulnerable else 0


def wanted_here(lock: Path) -> list[str]:
    """List the packages of a lock, without those meant for another system."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]
    return [line.split("==")[0] for line in pins if "sys_platform == 'win32'" not in line]


if __name__ == "__main__":
    sys.exit(main())
