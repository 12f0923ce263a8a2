"""Tables of posts, as social media schedulers take them: one row is one draft."""
