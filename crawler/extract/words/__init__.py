"""What the words beside a number tell of it."""
