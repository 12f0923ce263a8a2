"""What each command does beyond parsing its words."""
