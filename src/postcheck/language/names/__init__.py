"""The name model: a lexicon, a small chain model over tokens, and what trims a found name to its words."""
