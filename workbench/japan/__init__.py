"""What is peculiar to Japanese lists and pages: names, addresses, numbers, encodings; pure rules."""
