"""The nouns: draft, check, policy, finding, report. Frozen data that imports nothing of ours but errors."""
