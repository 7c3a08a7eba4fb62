"""When each task last began: by this one sees from outside that scheduler and worker are there."""

from datetime import datetime

from django.db import models


class Tick(models.Model):
    name = models.CharField(max_length=100, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def note(cls, name: str, at: datetime) -> None:
        """One statement, whether or not it has ticked before."""
        row = cls(name=name, at=at)
        Tick.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])
