"""What is done about site visits, and written of them."""
