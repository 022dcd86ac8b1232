"""The Open Days as the public sees them: announced, registered for, kept in a calendar."""
