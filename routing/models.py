"""Tables of the app: one line a room."""
