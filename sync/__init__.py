"""What is kept and how it travels: records, merge, exchange. No Qt; SQL only inside the store."""
