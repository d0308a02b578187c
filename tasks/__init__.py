"""Plans, tasks, deadlines, supervision, meetings, money."""
