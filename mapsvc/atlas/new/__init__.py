"""New atlases, and older ones brought to the present form."""
