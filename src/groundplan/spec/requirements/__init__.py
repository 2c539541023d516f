"""What is demanded: requirements, scenarios, states, and the numbers that the service is held to."""
