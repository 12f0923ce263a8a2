"""What a picture's file says of itself and of the people in it: metadata read, judged, and removed."""
