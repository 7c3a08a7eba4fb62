"""What we watch for."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from indicators.names import speak_names


class IndicatorsConfig(AppConfig):
    name = "indicators"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        speak_names(self)
