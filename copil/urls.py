"""Addresses of Copil: each app lists its own, in French."""

from django.urls import include, path

handler400 = "copil.core.views.bad_request"
handler403 = "copil.core.views.forbidden"
handler404 = "copil.core.views.not_found"
handler500 = "copil.core.views.server_error"

urlpatterns = [
    path("", include("copil.accounts.login_urls")),
    path("", include("copil.notifications.urls")),
    path("", include("copil.accounts.urls")),
    path("", include("copil.api.urls")),
    path("", include("copil.documents.urls")),
    path("", include("copil.territories.urls")),
    path("", include("copil.directory.urls")),
    path("", include("copil.needs.urls")),
    path("", include("copil.initiatives.urls")),
    path("", include("copil.governance.urls")),
    path("", include("copil.tasks.urls")),
    path("", include("copil.ballots.urls")),
    path("", include("copil.surveys.urls")),
    path("", include("copil.meetings.urls")),
    path("", include("copil.workshops.urls")),
    path("", include("copil.library.urls")),
    path("", include("copil.pages.urls")),
]
