"""A refusal in one plain line: its words, and apart from them what they speak of, for a page to say it in its language.

Pure: who shows it brings the translation, `refusal.told(gettext)`; `str(refusal)` is the English line.
"""

from collections.abc import Callable

Translate = Callable[[str], str]


def announced(words: str) -> str:
    """The words as they are, marked for the catalogue of translations."""
    return words


class Refusal(Exception):
    def __init__(self, words: str, **parts: object) -> None:
        super().__init__(words)
        self.words, self.parts = words, parts

    def told(self, translate: Translate = str) -> str:
        words = translate(self.words)
        return words % self.parts if self.parts else words

    def __str__(self) -> str:
        return self.told()
