"""From a text to the places and dates that it names."""
