"""Who may do what: five roles as groups, each with all that the one before it may.

A group's permissions are set anew with every migration: what an installation wants otherwise belongs in a group of its
own. Nobody is in a group but by an administrator's hand.
"""

from functools import reduce
from itertools import product
from operator import or_
from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

OWN: Final = ("indicators", "tracker")
ITEMS: Final = ("item", "recommendation", "indicator", "watch", "document", "cycle", "topic", "actor", "country")
PARTS: Final = ("addressee", "response", "milestone", "relation", "target", "measurement")  # of an item
JUDGED: Final = ("assessment",)
READERS: Final = ("subscription", "digestissue")  # their rows hold people's addresses


def _may(actions: str, *models: str) -> Q:
    names = [f"{action}_{model}" for action, model in product(actions.split(), models)]
    return Q(content_type__app_label__in=OWN, codename__in=names)


# Each line is what a role may beside all that stands above it.
STEPS: Final = {
    "Viewer": Q(content_type__app_label__in=OWN, codename__startswith="view_") & ~_may("view", *READERS),
    "Analyst": _may("add change", *ITEMS, "intake", "itemdraft", "feed", "evidence")
    | _may("add change delete", *PARTS)
    | _may("add", *JUDGED),
    "Reviewer": _may("change", *JUDGED),
    "Editor": _may("delete", *ITEMS, "feed") | _may("publish", "item") | _may("view add change delete", *READERS),
    "Administrator": Q(content_type__app_label__in=(*OWN, "auth")),
}


def permissions_of(role: str) -> list[Permission]:
    names = list(STEPS)
    allowed = reduce(or_, (STEPS[name] for name in names[: names.index(role) + 1]))
    return list(Permission.objects.filter(allowed))


def set_up(**_: object) -> None:
    """Makes the groups, or gives them what this version of the program knows. Harmless when done twice."""
    with transaction.atomic():
        for role in STEPS:
            Group.objects.get_or_create(name=role)[0].permissions.set(permissions_of(role))
