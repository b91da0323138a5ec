"""Gather the static files where the server reads them, only when one changed."""

import hashlib
import io

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_when_changed() -> bool:
    """Gather, compress and name by digest the static files; False when what is there is right already."""
    stamp, state = settings.DATA_DIR / "static.stamp", fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state and settings.STATIC_ROOT.is_dir():
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, stdout=io.StringIO())
    stamp.write_text(state, encoding="ascii")
    return True


def fingerprint() -> str:
    """Return a digest over the name, size and date of every static file of the program."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            changed = storage.get_modified_time(name).timestamp()
            digest.update(f"{name}\0{storage.size(name)}\0{changed}\n".encode())
    return digest.hexdigest()
