"""The moment at which every test of a page happens."""

from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
THURSDAY_EVENING = datetime(2003, 6, 12, 19, 6, 12, tzinfo=CHINA)
