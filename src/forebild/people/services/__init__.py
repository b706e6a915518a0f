"""What persons and companies do: register, invite, hand over."""
