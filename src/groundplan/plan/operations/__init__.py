"""Which endpoints there are and which operation each is, once the entities are whole."""
