"""Reading: from blocks to the Spec."""
