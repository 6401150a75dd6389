"""What is asked: form definitions, expressions, and filled-in forms. No Qt, no SQL, no network."""
