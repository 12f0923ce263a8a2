"""Our finders as spaCy components, for those who build on spaCy: `nlp.add_pipe("postcheck_people")`, `"postcheck_meaning"`.

`postcheck_people` sets `doc.ents` to the persons named, each with `ent._.role` (student, adult, public, place, unknown), the
evidence in words in `ent._.role_because`, and how sure the name is in `ent._.name_probability`. `postcheck_meaning` sets
`sent._.meanings` of each sentence to the categories that it seems to breach, with their scores (0 to 1); it needs sentences
(`nlp.add_pipe("sentencizer")`). Neither needs a trained pipeline; a plain run of postcheck imports neither.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from postcheck.language.meaning import model
from postcheck.language.reading import annotate
from postcheck.model.draft import Draft, Part

for _name in ("role", "role_because", "name_probability", "meanings"):
    if not Span.has_extension(_name):
        Span.set_extension(_name, default=None)


@Language.component("postcheck_people", assigns=["doc.ents"])
def people(doc: Doc) -> Doc:
    """Set the document's entities to the persons named in it; other entities stay where none of them overlaps."""
    found = []
    for person in annotate(Draft("doc", doc.text, (Part("text", doc.text),))).people:
        span = doc.char_span(*person.span, label="PERSON", alignment_mode="expand")
        if span is not None:
            span._.role, span._.role_because = person.role, person.why
            span._.name_probability = person.probability
            found.append(span)
    mine = filter_spans(found)
    taken = {token.i for span in mine for token in span}
    doc.ents = (*mine, *(each for each in doc.ents if taken.isdisjoint(token.i for token in each)))
    return doc


@Language.component("postcheck_meaning", requires=["doc.sents"])
def meaning(doc: Doc) -> Doc:
    """Set what each sentence seems to mean. Raises ValueError (spaCy's own) for a document without sentences."""
    for sentence in doc.sents:
        (judged,) = model.load().judge(model.load().log_odds([sentence.text]))
        sentence._.meanings = {each.category: each.score for each in judged}
    return doc
