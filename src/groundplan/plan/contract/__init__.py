"""What goes over the wire: bodies, parameters, lists, samples, and every status of an answer."""
