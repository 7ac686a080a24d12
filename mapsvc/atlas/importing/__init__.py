"""Files of other programs, read and entered into an atlas."""
