"""What is reported: one finding a place and check, in the order of the draft; waived and known ones apart."""
