"""Where an analyst makes items of drafts."""
