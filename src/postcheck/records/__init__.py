"""What the district keeps: students, staff, consents, authorizations, logos, accounts; read, looked up, sealed."""
