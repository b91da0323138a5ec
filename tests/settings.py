"""Settings of the test suite: the product's own, with what a test must not touch replaced."""

import os
import tempfile

os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="copil-tests-"))
os.environ.setdefault("SECRET_KEY", "tests-only-" + "0" * 50)

from copil.settings import *  # noqa: F403  # the environment above must be set first
from copil.settings import DATABASES, STATIC_ROOT, TEMPLATES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEMO = True
REGISTER_SERVICE = ""  # the tests that ask it say so


class UndefinedVariable(str):
    """What a template prints for a name it does not know: nothing but an error."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise NameError(f"undefined template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable("undefined %s")  # type: ignore[index]  # settings are untyped
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
