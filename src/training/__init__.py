"""Training of the models that ship with postcheck. Not shipped itself; README.md beside this file has the commands."""
