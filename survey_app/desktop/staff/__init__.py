"""Who works on this computer, and how they come in."""
