"""The room of what people see of each other: how accounts appear, and what they report and don't want to see."""
