"""The pages of one subscription, for whoever holds its link: no account, no cookie, no script."""
