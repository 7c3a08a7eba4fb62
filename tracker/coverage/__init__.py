"""What was watched: for any items and any period, by which feeds, how well, and what they brought.

The digest keeps *nothing found* apart from *not watched* by it; an item's page and an assessment say the same words.
"""

from tracker.coverage.measure import of
from tracker.coverage.values import Coverage
from tracker.coverage.words import by_language, gap_told, sentence, statement

__all__ = ["Coverage", "by_language", "gap_told", "of", "sentence", "statement"]
