"""What somebody of the staff has, beside a password: a telephone that shows codes, and ten codes on paper."""
