"""Loading a region's files into the registry: read and check everything first, then write in one transaction."""
