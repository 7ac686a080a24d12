"""Maps as pictures, slides and printed sheets."""
