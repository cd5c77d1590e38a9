"""What would change the set that is funded under budgets and quotas."""
