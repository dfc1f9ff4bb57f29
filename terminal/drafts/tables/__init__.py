"""Tables of every sort at the desk: from the file somebody sent to the public, put right, taken down."""
