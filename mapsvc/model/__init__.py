"""The nouns of the field: dates, names, geometry, records and the contracts of tables. No I/O."""
