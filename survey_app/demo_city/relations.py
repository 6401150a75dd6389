"""How the figures of a city hang together: which is a part of which, and what cannot be more than what."""

from __future__ import annotations

from survey_app.demo_city.bounds import Limit

YUAN = 100
"""Money is counted in fen."""
WAN = 10_000 * YUAN
"""万元, in fen."""
DEAREST_BENEFIT = 99_999_999 * YUAN
PER_PARTNER = 20_000 * YUAN
MOST_PARTNERS = 20
SMALLEST_LOAN = YUAN

CHANNELS = {
    "batch": "cc_batch_4050",
    "private_campaign": "cc_private_4050",
    "community": "cc_community_4050",
    "green_channel": "cc_green_4050",
    "labour_market": "cc_market_4050",
    "deputies_campaign": "cc_nanguan_4050",
}
"""Each 4050 person who was placed came by one of these, or by another way."""

MULTIPLE = "ly_multiple"
ONE = "one"
"""No figure: the number itself, so that a limit can have it."""
MOST = 10**12


def limits(multiple: int) -> tuple[Limit, ...]:
    """Return all of them; `multiple` is how many times the fund may be lent."""
    return (
        _part("cc_reemp_4050", "cc_reemp"),
        _part("cc_cert_reemp", "cc_cert"),
        *_both("cc_cert_reemp_4050", "cc_cert_reemp"),
        *_both("cc_train_4050", "cc_train_reemp"),
        *_both("cc_market_4050", "cc_market_reemp"),
        _part("cc_fee_persons", "cc_cert_reemp_4050"),
        _part("cc_loan_4050", "cc_cert_reemp_4050"),
        Limit(dict.fromkeys(CHANNELS.values(), 1), {"cc_reemp_4050": 1}),
        _part("cc_police", "cc_batch_4050"),
        Limit({"cc_police": 1, "cc_ouya": 1}, {"cc_reemp": 1}),
        _part("cc_nanny", "cc_reemp"),
        _part("cc_batch_employers", "cc_batch_jobs"),
        _part("cc_batch_jobs", "cc_jobs_developed"),
        _part("cc_green_posts", "cc_jobs_developed"),
        _part("cc_job_bank", "cc_jobs_developed"),
        _part("cc_civil_posts", "cc_jobs_developed"),
        # Each other batch employer has a post of his own, and what is planned is planned for one.
        Limit({"cc_civil_posts": 1, "cc_batch_employers": 1}, {"cc_jobs_developed": 1, ONE: 1}),
        Limit({"cc_guangze_plan": 1, "cc_civil_posts": MOST}, {"cc_jobs_developed": MOST}),
        # Every waiver is some money, and no money is waived for nobody.
        _part("cc_fee_persons", "cc_fee_amount"),
        Limit({"cc_fee_amount": 1}, {"cc_fee_persons": DEAREST_BENEFIT}),
        *_loans("cc_loan_4050", "cc_loan_amount"),
        *_loans("ly_loans", "ly_loan_amount"),
        _part("ly_loan_amount", "ly_capacity"),
        Limit({"ly_fund": multiple}, {"ly_capacity": 1}),
        Limit({"ly_capacity": 1}, {"ly_fund": multiple}),
        Limit({"ly_spillover": 1}, {"ly_loans": 1_000}),
    )


def _part(part: str, whole: str) -> Limit:
    return Limit({part: 1}, {whole: 1})


def _both(part: str, whole: str) -> tuple[Limit, ...]:
    """A count of 4050 persons who were placed within one of all who were, and the rest within the rest."""
    rest = Limit({whole: 1, "cc_reemp_4050": 1}, {"cc_reemp": 1, part: 1})
    return _part(part, whole), _part(part, "cc_reemp_4050"), _part(whole, "cc_reemp"), rest


def _loans(count: str, amount: str) -> tuple[Limit, ...]:
    return Limit({count: SMALLEST_LOAN}, {amount: 1}), Limit({amount: 1}, {count: PER_PARTNER * MOST_PARTNERS})
