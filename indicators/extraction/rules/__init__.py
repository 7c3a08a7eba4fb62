"""One module a rule, each from an outline to what it finds; the order of evidence is in `extract`."""
