"""What rows call by name alone: topics, countries, actors and cycles, made when they are first named."""

from collections.abc import Callable
from typing import Any, Final

from django.db.models import Model

from indicators.models import Actor, Country, Cycle, Topic
from indicators.watch.places import name_of

_MAKE: Final[dict[str, Callable[[str], Model]]] = {
    "topic": lambda name: Topic.objects.get_or_create(name=name)[0],
    "actor": lambda name: Actor.objects.get_or_create(name=name)[0],
    "cycle": lambda name: Cycle.objects.get_or_create(name=name)[0],
    "country": lambda code: Country.objects.get_or_create(code=code, defaults={"name": name_of(code)})[0],
}


class Names:
    """Each is asked for once; what a row made is forgotten when the row is taken back."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Model] = {}
        self._new: list[tuple[str, str]] = []

    def find(self, kind: str, name: str) -> Model:
        if (kind, name) not in self._known:
            self._known[kind, name] = _MAKE[kind](name)
            self._new.append((kind, name))
        return self._known[kind, name]

    def keys(self, kind: str, names: list[str]) -> list[Any]:
        return [self.find(kind, name).pk for name in names]

    def keep(self) -> None:
        self._new.clear()

    def forget(self) -> None:
        for key in self._new:
            del self._known[key]
        self._new.clear()
