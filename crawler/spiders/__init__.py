"""One small file a government site."""
