"""Fields of pages that are not the admin's own forms, and so lack its scripts."""

from typing import Any

from django import forms


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(attrs={"class": "ft-input"}, format="%Y-%m-%d", **options)
