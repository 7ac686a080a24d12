"""Maps and layers as data files."""
