"""A language server: what `lint` and `show` know, at the cursor, as the author writes.

    analysis      a SPEC with the texts that are open in the editor
    names         entities, requirements and roles: where they are declared, where they are used
    hover, completion, symbols, actions     answers at a place, as plain values of our own
    server        the protocol (pygls), and nothing else
    warm          what the first answer would wait for

All but `server` know our 1-based lines and columns in code points; the protocol's units end in `convert`.
"""
