"""Files that people write: YAML with every mistake told at once, where our own files lie, and the district's settings."""
