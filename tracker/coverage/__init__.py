"""What was watched: for any items and any period, by which feeds, how well, and what they brought.

The digest keeps *nothing found* apart from *not watched* by it; the item's page and an assessment say the same words.
"""

from tracker.coverage.measure import of
from tracker.coverage.values import Coverage, Gap, Unwatched, Watcher, Why
from tracker.coverage.words import gap_told, reach, sentence, statement

__all__ = ["Coverage", "Gap", "Unwatched", "Watcher", "Why", "gap_told", "of", "reach", "sentence", "statement"]
