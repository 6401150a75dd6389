"""The lists that offices already have, read into records: guessed, shown, corrected by a person, taken as one batch."""
