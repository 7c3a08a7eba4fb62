"""The watching."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Watching"

    def ready(self) -> None:
        from tracker import roles  # not before the models are there

        # Django makes the permissions themselves after a migration, app by app, so that no migration can hand them
        # out; of the apps that have some, the sessions are the last.
        post_migrate.connect(roles.set_up, sender=apps.get_app_config("sessions"), dispatch_uid="tracker.roles")
