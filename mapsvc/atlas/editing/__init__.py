"""How files of an atlas are changed: no more of them than was meant."""
