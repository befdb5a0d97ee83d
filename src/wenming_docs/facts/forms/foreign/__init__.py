"""Tables that somebody else made: where the head is, what the columns mean, which tasks they hold."""
