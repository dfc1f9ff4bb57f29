"""回执: sixteen digits typed at the county's server, and letters that never came."""
