"""Make sure that a Chromium drives the browser tests: find it, else install Debian's, else say what to do."""

import os
import shutil
import subprocess
import sys

# The shell without windows opens a page in half the time of the whole browser.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
BROWSERS = ("chromium-headless-shell", "chromium")
FONTS = ("fonts-liberation", "fonts-dejavu-core")


def find() -> str | None:
    """Return the path of a browser that answers: the one of ``CHROMIUM``, else one of the machine's."""
    for name in (os.environ.get("CHROMIUM"), *NAMES):
        path = shutil.which(name) if name else None
        if path and works(path):
            return path
    return None


def works(path: str) -> bool:
    """Tell whether a browser gives its version (a launcher may stand for a package that is absent)."""
    try:
        result = subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return result.returncode == 0


def install() -> bool:
    """Install the packages with the rights at hand; return False when there are none or apt fails."""
    if not shutil.which("apt-get"):
        return False
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if prefix and not shutil.which("sudo"):
        return False
    apt = [*prefix, "apt-get", "-qq"]
    if not succeeds(*apt, "update"):
        return False
    # Not every distribution has the shell.
    wanted = [*apt, "install", "--yes", "--no-install-recommends", *FONTS]
    return any(succeeds(*wanted, browser) for browser in BROWSERS)


def succeeds(*command: str) -> bool:
    """Run a command of the package manager, which asks nothing, and tell whether it went well."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environment, check=False).returncode == 0


def main() -> int:
    """Return 0 when a browser is there at the end, 1 otherwise."""
    if find():
        return 0
    print("Chromium manque : installation des paquets de la distribution…", file=sys.stderr, flush=True)
    if install() and find():
        return 0
    print(
        "Chromium n’a pas pu être installé. Les tests ont besoin d’un navigateur. Installez-le avec :\n"
        f"  sudo apt-get update && sudo apt-get install {' '.join((BROWSERS[-1], *FONTS))}\n"
        "ou donnez le chemin d’un navigateur compatible dans la variable CHROMIUM.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
