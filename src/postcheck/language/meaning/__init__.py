"""What a sentence means for a policy: a small linear model a category, run on every sentence.

Words alone do not decide most categories ("off his meds" holds no word that a list would). `model.judge` scores a
sentence for 24 of them by its words, word pairs and the word classes of `classes.txt`, and shows the words that
weighed most; `context` then weighs the score with those of the other categories and sentences, the account, and whom the post
names. The model knows nothing of negation beyond what it has seen, or of quotation: the scope rules do.
"""
