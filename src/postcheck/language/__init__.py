"""What the words of a draft are: folded text, sentences, and people with their roles; worked out once, at first use."""
