"""Where messages to the person wait for the next page: a cookie of this host alone, else the session."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """The cookie of Django's messages, bound to the host where there is https."""

    cookie_name = "__Host-messages" if settings.HTTPS else "messages"


class Storage(FallbackStorage):
    """The cookie while it is small enough, the session beyond."""

    storage_classes = (HostCookieStorage, SessionStorage)
