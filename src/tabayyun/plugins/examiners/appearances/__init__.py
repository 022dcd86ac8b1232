"""The earliest appearance of a content among what was collected, and its copies over time."""
