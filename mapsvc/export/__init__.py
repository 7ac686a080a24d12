"""Files made from maps and layers, one module per format."""
