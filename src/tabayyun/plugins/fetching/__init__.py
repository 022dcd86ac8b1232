"""What is fetched from the network: checked addresses only, in bounded time and size."""
