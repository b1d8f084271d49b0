"""How well the text of an article is found on the pages of public benchmarks, beside the extractors that exist."""
