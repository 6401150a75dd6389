"""Who a computer is, and whom it trusts."""

from survey_app.credentials import credentials_from, made_by_hand
from sync.certificate import Role, verify_chain
from sync.lock import decrypt, encrypt

STREET = "220104/220104003"


def chance(start=1):
    """A stream of bytes that never repeats itself."""
    state = [start]

    def random(size):
        state[0] += 1
        return state[0].to_bytes(size, "big")

    return random


def office():
    return made_by_hand(STREET, "S-01", "陈静", Role.STREET, "南湖街道", chance())


def test_an_office_made_by_hand_vouches_for_itself():
    made = office()

    assert made.role is Role.STREET
    assert verify_chain(made.chain, made.roots)


def test_an_office_opens_what_is_locked_for_it():
    made = office()

    assert decrypt(encrypt(b"doors", made.locks), [made.keys[0]]) == b"doors"
    assert decrypt(encrypt(b"doors", made.locks), [made.keys[1]]) == b"doors"


def test_an_assistants_computer_made_by_hand_locks_nothing_and_trusts_nobody():
    made = made_by_hand(f"{STREET}/220104003001", "A-01", "李敏", Role.ASSISTANT, "", chance())

    assert made.locks == () and made.roots == ()


def test_credentials_come_back_from_the_store_as_they_went():
    made = office()

    assert credentials_from(made.as_plain()) == made


def test_secrets_are_not_shown():
    made = office()

    assert made.device.seed.hex() not in repr(made)
    assert made.lock is not None and made.lock.secret not in repr(made)


def test_a_root_is_trusted_once():
    made = office()

    assert made.trusting("ab" * 32).trusting("ab" * 32).roots == (*made.roots, "ab" * 32)


def test_a_laptop_opens_what_its_office_writes_back_to_it():
    made = made_by_hand(f"{STREET}/220104003001", "A-01", "李敏", Role.ASSISTANT, "", chance())

    assert decrypt(encrypt(b"receipt", [made.certificate.lock]), made.keys) == b"receipt"
