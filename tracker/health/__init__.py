"""Is everything that should be running, running? For a terminal, for pages, and as figures for a graph."""
