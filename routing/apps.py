from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from . import demo_clock


class RoutingConfig(AppConfig):
    name = "routing"
    verbose_name = _("Work with appeals")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A demonstration has a clock of its own."""
        if settings.DEMO:
            demo_clock.install()
