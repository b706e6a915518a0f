from forebild.people.models import Person


def test_an_address_is_one_person_whatever_its_letter_case(db):
    made = Person.objects.known_as("Anna@Exempel.example")
    assert Person.objects.known_as("anna@exempel.EXAMPLE") == made
