"""Reading any news page by its structure, with no selector of the site: headline, text, dates, comments, lists.

:mod:`crawler.structure.reading` is the door; what a page shows is put together as a layout in
:mod:`crawler.structure.selectors`. Nothing here knows a platform or a site.
"""
