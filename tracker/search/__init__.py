"""Search over what is stored: an index of words says where to look, and the matcher of the watches decides."""
