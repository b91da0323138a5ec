"""Make the environment of Copil in ``.venv``: standard library only, no root.

``python3 bootstrap.py base|dev`` installs the locked requirements, then the project itself. A stamp keeps
the digest of what was installed, so that a second call does nothing. ``python3 bootstrap.py uv`` makes
sure that the installer uv is at hand and prints its path.

Kept free of recent syntax: on an old Python the message about its version must still reach the person.
"""

from __future__ import annotations

import base64
import configparser
import hashlib
import html
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from io import BytesIO
from pathlib import Path

try:
    import ensurepip  # noqa: F401  # only to know whether it is there

    HAS_ENSUREPIP = True
except ImportError:  # Debian and Ubuntu ship it apart, in python3-venv
    HAS_ENSUREPIP = False

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"base": ["base.txt"], "dev": ["base.txt", "dev.txt"]}
OLDEST, NEWEST = (3, 11), (3, 13)
IN_RANGE = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
DEFAULT_INDEX = "https://pypi.org/simple"
USAGE = "Usage : python3 bootstrap.py base|dev|uv"

UV_VERSION = "0.13.9"
UV_WHEELS = {
    "x86_64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    "aarch64": (
        f"uv-{UV_VERSION}-py3-none-manylinux_2_28_aarch64.whl",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
}


class Refused(Exception):
    """The environment cannot be made; the message is for the person."""


def main(args: list[str]) -> int:
    """Make what is asked for; return 0 when it is there, 1 when it cannot be, 2 on a wrong usage."""
    if len(args) != 1 or args[0] not in {*LOCKS, "uv"}:
        say(USAGE)
        return 2
    try:
        use_a_suitable_python()
        make_venv()
        if args[0] == "uv":
            print(find_uv() or fetch_uv())
        else:
            install_requirements(args[0])
            install_project()
    except Refused as refusal:
        say(str(refusal))
        return 1
    except KeyboardInterrupt:
        say("Installation interrompue. Relancez la même commande pour la reprendre.")
        return 130
    return 0


def say(message: str) -> None:
    """Write to the error output at once: the standard one is kept for the answer of ``uv``."""
    print(message, file=sys.stderr, flush=True)


def run(command: list[str], **environment: str) -> None:
    """Run a command whose output the person sees; raise Refused when it fails."""
    code = subprocess.call(command, cwd=ROOT, env={**os.environ, **environment})
    if code:
        raise Refused(f"Cette commande a échoué (code {code}) :\n  {' '.join(command)}")


def answers(command: list[str]) -> bool:
    """Tell whether a command runs and ends well (a version manager leaves launchers that do not)."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


# --- Python ----------------------------------------------------------------------------------------


def use_a_suitable_python() -> None:
    """Go on with this Python, or start again with another one of the machine, or refuse."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        other = shutil.which(f"python3.{minor}")
        if other and answers([other, "-c", IN_RANGE]):
            os.execv(other, [other, str(Path(__file__).resolve()), *sys.argv[1:]])  # noqa: S606  # a list of ours, no shell
    raise Refused(
        f"Copil fonctionne avec Python 3.11, 3.12 ou 3.13 ; cette machine propose Python"
        f" {platform.python_version()}.\nInstallez l’une de ces versions, par exemple avec"
        " « sudo apt-get install python3.11 », puis relancez la commande."
    )


def make_venv() -> None:
    """Create ``.venv`` unless it works; pip goes in when uv is absent and ensurepip is there."""
    home = VENV / ".stamp-root"
    moved = home.exists() and home.read_text(encoding="utf-8") != str(ROOT)
    if not moved and answers([str(PYTHON), "-c", IN_RANGE]):
        return
    say("Création de l’environnement Python dans .venv…")
    if not answers([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]):
        raise Refused(
            "Impossible de créer l’environnement dans .venv. Vérifiez que le dossier est accessible en"
            " écriture et que le module venv de Python est installé (paquet python3-venv)."
        )
    if HAS_ENSUREPIP and not find_uv():
        # A failure is not the end: uv is fetched when pip is missing.
        answers([str(PYTHON), "-Im", "ensurepip", "--default-pip"])
    home.write_text(str(ROOT), encoding="utf-8")


# --- Requirements ----------------------------------------------------------------------------------


def install_requirements(profile: str) -> None:
    """Install a locked profile, digests checked, unless its stamp says that it is in place."""
    if any(
        is_stamped(name, digest(LOCKS[name])) for name in LOCKS if set(LOCKS[profile]) <= set(LOCKS[name])
    ):
        return
    lock = ROOT / "requirements" / LOCKS[profile][-1]
    say("Installation des bibliothèques (une à deux minutes la première fois)…")
    install(["--require-hashes", "-r", str(lock)])
    stamp(profile, digest(LOCKS[profile]))


def install_project() -> None:
    """Install the project itself in place, which gives ``.venv/bin/copil``."""
    described = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if is_stamped("project", described):
        return
    install(["--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)])
    stamp("project", described)


def install(arguments: list[str]) -> None:
    """Install with uv when there is one, else with the environment's pip, else with a fetched uv."""
    uv = find_uv()
    if not uv and answers([str(PYTHON), "-m", "pip", "--version"]):
        run([str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments])
        return
    environment = {} if index_from_environment() else {"UV_DEFAULT_INDEX": index_url()}
    if "PIP_CERT" in os.environ:
        environment["SSL_CERT_FILE"] = os.environ["PIP_CERT"]
    quietly = ["pip", "install", "--quiet", "--compile-bytecode", "--python", str(PYTHON)]
    run([uv or fetch_uv(), *quietly, *arguments], **environment)


def digest(locks: list[str]) -> str:
    """Return the digest of lock files."""
    content = b"".join((ROOT / "requirements" / name).read_bytes() for name in locks)
    return hashlib.sha256(content).hexdigest()


def is_stamped(name: str, value: str) -> bool:
    """Tell whether the stamp of this name holds this digest."""
    path = VENV / f".stamp-{name}"
    return path.exists() and path.read_text(encoding="utf-8") == value


def stamp(name: str, value: str) -> None:
    """Keep the digest of what is now in place."""
    (VENV / f".stamp-{name}").write_text(value, encoding="utf-8")


# --- uv, where pip cannot be had -------------------------------------------------------------------


def find_uv() -> str | None:
    """Return the path of a uv that runs: the environment's, or the machine's."""
    for candidate in (str(VENV / "bin" / "uv"), shutil.which("uv")):
        if candidate and answers([candidate, "--version"]):
            return candidate
    return None


def fetch_uv() -> str:
    """Download the pinned wheel of uv from the package index, check its digest, unpack its program."""
    if sys.platform != "linux" or platform.machine() not in UV_WHEELS:
        raise Refused(
            "Cette machine n’a ni pip ni uv, et aucun uv n’est prévu pour elle."
            " Installez le paquet python3-venv, puis relancez la commande."
        )
    wheel, expected = UV_WHEELS[platform.machine()]
    say(f"Téléchargement de l’installateur uv {UV_VERSION}…")
    content = read(find_link(wheel))
    if hashlib.sha256(content).hexdigest() != expected:
        raise Refused(f"Le fichier {wheel} reçu n’est pas celui attendu : il n’a pas été installé.")
    program, part = VENV / "bin" / "uv", VENV / "bin" / "uv.part"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        part.write_bytes(archive.read(f"uv-{UV_VERSION}.data/scripts/uv"))
    part.chmod(0o755)
    part.replace(program)
    return str(program)


def find_link(wheel: str) -> str:
    """Return the address of a wheel from the index's page of its project."""
    page_url = index_url().rstrip("/") + "/" + wheel.split("-", maxsplit=1)[0] + "/"
    page = read(page_url).decode("utf-8", "replace")
    for link in re.findall(r"""href\s*=\s*["']([^"']+)["']""", page, re.IGNORECASE):
        address = urllib.parse.urldefrag(urllib.parse.urljoin(page_url, html.unescape(link))).url
        if urllib.parse.unquote(urllib.parse.urlsplit(address).path).endswith(f"/{wheel}"):
            return with_credentials(address, page_url)
    raise Refused(f"Le dépôt de paquets ne propose pas {wheel}.")


def with_credentials(address: str, origin: str) -> str:
    """Carry the name and password of the index over to an address of the same host."""
    target, source = urllib.parse.urlsplit(address), urllib.parse.urlsplit(origin)
    if "@" in source.netloc and target.netloc == source.netloc.rpartition("@")[2]:
        return target._replace(netloc=source.netloc).geturl()
    return address


def read(url: str) -> bytes:
    """Read an address; a name and password in it become a header; raise Refused in French."""
    parts = urllib.parse.urlsplit(url)
    userinfo, _, host = parts.netloc.rpartition("@")
    request = urllib.request.Request(
        parts._replace(netloc=host).geturl(), headers={"Accept": "text/html, */*"}
    )
    if userinfo:
        token = base64.b64encode(urllib.parse.unquote(userinfo).encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    context = ssl.create_default_context(cafile=os.environ.get("PIP_CERT"))
    try:
        with urllib.request.urlopen(request, timeout=60, context=context) as answer:
            content: bytes = answer.read()
    except (OSError, urllib.error.URLError) as error:
        raise Refused(f"Le dépôt de paquets {host or url} ne répond pas : {error}") from error
    return content


def index_from_environment() -> str | None:
    """Return the address of the index that uv itself reads in the environment."""
    return os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL")


def index_url() -> str:
    """Return the address of the package index: environment first, then pip's files, then the public one."""
    return (
        index_from_environment() or os.environ.get("PIP_INDEX_URL") or index_from_pip_files() or DEFAULT_INDEX
    )


def index_from_pip_files() -> str | None:
    """Return the ``index-url`` of pip's configuration, the most particular file first."""
    config_home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    files = [
        config_home / "pip" / "pip.conf",
        Path.home() / ".pip" / "pip.conf",
        Path("/etc/pip.conf"),
        Path("/etc/xdg/pip/pip.conf"),
    ]
    if "PIP_CONFIG_FILE" in os.environ:
        files.insert(0, Path(os.environ["PIP_CONFIG_FILE"]))
    for path in files:
        parser = configparser.RawConfigParser()
        try:
            parser.read(path, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):
            continue
        for section in ("install", "global"):
            if parser.has_option(section, "index-url"):
                return parser.get(section, "index-url").strip() or None
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
