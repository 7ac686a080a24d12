"""From records to tables: the one crossing to GeoDataFrames in EPSG:4326. Nothing goes back."""
