"""What pages and papers read of plans, tasks, money, meetings and supervision."""
