"""The defence sheet: the number, the evidence for it, and the answers, practised and scored.

`sheet` writes the page out of the pieces in `exhibits`, `text` turns it into Markdown and HTML,
`files` saves both, and `practice` keeps how answering against the clock went.
"""
