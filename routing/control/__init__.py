"""Контроль исполнения: reminders before a deadline, escalation after it, the register of what is overdue."""
