"""What a village has at the county and not in its hall: where its data come from, feeds, and all of it to carry away."""
