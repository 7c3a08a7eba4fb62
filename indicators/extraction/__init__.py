"""A document's plain text → drafts of recommendations and indicators, each with its exact place. Pure and offline."""
