"""Everything on one machine by one command: what `manage.py up` starts, watches and stops."""
