"""The Blueprint and what it is made of: the values that planning gives and that everything behind it takes."""
