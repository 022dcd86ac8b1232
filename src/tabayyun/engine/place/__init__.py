"""Where and when a picture can have been taken: the sun, places on the earth, and calendars."""
