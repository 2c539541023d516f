"""Who may do what with which rows and fields."""
