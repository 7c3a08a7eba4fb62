"""Places of words as the bits of a number: what stands next to what is one shift and one AND for the whole text."""


def spread(mask: int, by: int) -> int:
    """Each place, and the `by` places after it."""
    width = 1
    while width <= by:
        step = min(width, by + 1 - width)
        mask |= mask << step
        width += step
    return mask


def around(mask: int, by: int) -> int:
    """Each place, and the `by` places before and after it."""
    return spread(mask, 2 * by) >> by


def places_of(mask: int) -> list[int]:
    """The places, in order."""
    bits = f"{mask:b}"[::-1]
    places = []
    place = bits.find("1")
    while place >= 0:
        places.append(place)
        place = bits.find("1", place + 1)
    return places
