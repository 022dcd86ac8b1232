"""An encoder from a folder on this machine."""
