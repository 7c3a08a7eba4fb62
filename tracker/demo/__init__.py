"""The offline demonstration: invented reports, invented newspapers served on this machine, and a scripted analyst."""
