"""One reader for each kind of file. All but the plain one are run in the child only."""
