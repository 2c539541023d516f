"""What the service is made of and leans on: framework, database, third parties."""
