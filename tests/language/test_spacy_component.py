"""Our finders in a spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

SENTENCES = (
    "Coach Rita Delgado thanked sixth grader Mai Vang.",
    "Fifth graders Tomás Rivera Peña and Abdi Warsame read to the kindergarten.",
)


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    import postcheck.language.spacy_component  # noqa: F401  what the entry point imports in an installed postcheck

    made = spacy.blank("en")
    made.add_pipe("sentencizer")
    made.add_pipe("postcheck_people")
    made.add_pipe("postcheck_meaning")
    return made


def test_people_are_entities_with_role_and_evidence(nlp: spacy.Language) -> None:
    doc = nlp(SENTENCES[0])
    assert [(each.text, each.label_, each._.role) for each in doc.ents] == [
        ("Rita Delgado", "PERSON", "adult"),
        ("Mai Vang", "PERSON", "student"),
    ]
    assert "coach" in doc.ents[0]._.role_because
    assert all(0 < each._.name_probability <= 1 for each in doc.ents)


def test_what_others_found_stays_where_no_person_is(nlp: spacy.Language) -> None:
    ruled = spacy.blank("en")
    ruler = ruled.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "DAY", "pattern": "Thursday"}, {"label": "ORG", "pattern": "Mai Vang"}])
    ruled.add_pipe("postcheck_people")
    doc = ruled("On Thursday junior Mai Vang won.")
    assert [(each.text, each.label_) for each in doc.ents] == [("Thursday", "DAY"), ("Mai Vang", "PERSON")]


def test_sentences_carry_what_they_seem_to_mean(nlp: spacy.Language) -> None:
    doc = nlp("Doors open at seven. The wifi password is BlueHeron22, write it down.")
    plain, password = (sentence._.meanings for sentence in doc.sents)
    assert plain == {}
    assert "it-security" in password


def test_a_pipe_over_many_texts(nlp: spacy.Language) -> None:
    assert [len(doc.ents) for doc in nlp.pipe(SENTENCES)] == [2, 2]


def test_installed_factories_are_found_by_name() -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('postcheck_people'); print(len(nlp('Junior Mai Vang won.').ents))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "1", done.stderr
