"""Which paragraphs are said to be in another language."""

import pytest

from postcheck.language.tongue import foreign


@pytest.mark.parametrize(
    ("paragraph", "language"),
    [
        pytest.param(
            "Queridas familias: la noche de lectura es el jueves a las seis en la biblioteca con todos los niños.",
            "Spanish",
            id="a Spanish invitation",
        ),
        pytest.param(
            "Lekòl la ap fèmen lendi, epi timoun yo pa gen klas; si ou bezwen èd, rele nou nan biwo a.",
            "Haitian Creole",
            id="a Creole notice",
        ),
        pytest.param(
            "Уважаемые родители, собрание будет в четверг в библиотеке.", "Cyrillic letters", id="another script"
        ),
        pytest.param("Bienvenidos a la escuela", None, id="too short to tell"),
        pytest.param(
            "The kids sang De Colores and La Cucaracha for us, and the crowd sang with them.", None, id="English"
        ),
        pytest.param(
            "Roster: Ng, Tran, Le, De La Cruz, Van Der Berg, Un, Da Silva, Do, El Amin, No, Se, Park",
            None,
            id="a list of names with short words in them",
        ),
        pytest.param("😀 " * 40, None, id="nothing but emoji"),
    ],
)
def test_the_language_of_a_paragraph(paragraph: str, language: str | None) -> None:
    assert foreign(paragraph) == language
