"""Cells into points: what the columns mean, which rows can be used, which are comparable and new.

`interpret` is the way in; `choosing` applies the reader's filters and `preview` says what would be
added. `panel` and the files beside it are the steps of an import on the page.
"""
