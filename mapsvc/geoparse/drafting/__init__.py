"""From a text to proposed events: what happened, when and where, in the words of the text."""
