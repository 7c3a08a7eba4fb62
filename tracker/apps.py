"""The watching."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from indicators.names import speak_names


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = _("Watching")

    def ready(self) -> None:
        speak_names(self)
        from tracker import roles  # not before the models are there

        # Django makes the permissions themselves after a migration, app by app, so that no migration can hand them
        # out; of the apps that have some, the sessions are the last.
        post_migrate.connect(roles.set_up, sender=apps.get_app_config("sessions"), dispatch_uid="tracker.roles")
