"""Requirements become behaviour where the rows of rules/behaviours.yaml can tell; all else is said, not guessed."""
