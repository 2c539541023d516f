"""One field, in every way of writing it: a cell, a row, a bullet, a clause of a sentence, a value of an example."""
