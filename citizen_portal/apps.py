from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _

from .identity.keeping import official_signed_in


class CitizenPortalConfig(AppConfig):
    name = "citizen_portal"
    verbose_name = _("Citizens' pages")

    def ready(self) -> None:
        user_logged_in.connect(official_signed_in)
