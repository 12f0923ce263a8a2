"""Files that tests build."""
