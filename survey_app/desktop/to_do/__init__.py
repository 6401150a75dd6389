"""What waits for somebody: doors to visit again, interviews to go on with, conflicts to settle."""
