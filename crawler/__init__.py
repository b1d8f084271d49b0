"""The crawler: reaches the web and knows sites."""
