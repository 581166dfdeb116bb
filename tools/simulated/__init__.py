"""A year of a region in an hour: invented people who write, and officials of every character who answer or do not."""
