"""A draft's circumstances: what the options, the sidecar, the draft and the settings say, and in which order."""
