"""The machines themselves: pairing codes, machines that are stopped, frozen, or replaced by others."""
