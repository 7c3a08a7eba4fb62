"""The public board: what was recommended, and what came of it."""
