"""What history says of holders, journeys and comparisons, computed from the records."""
