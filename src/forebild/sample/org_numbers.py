"""Organisation numbers for companies that do not exist.

All are 559999-NNNC: the very last thousand numbers of the series 559, which is given out from below
(559000 about 2015, some fifty six-digit prefixes a year). None had been given out when this was written;
at that pace the series gets there in the 2030s, and then `PREFIX` should move. The form is otherwise right:
ten digits, a third digit of at least 2 (so that it cannot be a personal identity number), and a check digit
by Luhn.
"""

PREFIX = "559999"


def sample_number(serial: int) -> str:
    """The `serial`th sample number, 0–999, as ten digits. Raises ValueError outside that range."""
    if not 0 <= serial <= 999:
        raise ValueError(f"There are a thousand sample numbers, 0–999, and {serial} is not among them.")
    digits = f"{PREFIX}{serial:03d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Luhn: double every other digit from the right, add the digits of all, fill up to a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
