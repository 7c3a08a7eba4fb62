"""One file that holds an installation: its database, its secret key, and what they are to be once they are back."""
