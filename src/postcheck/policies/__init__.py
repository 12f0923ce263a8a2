"""A district's policies: reading their files, and judging what a draft's matches mean under each clause."""
