"""The door grid: building, unit, floor, door; visits; today's route."""
