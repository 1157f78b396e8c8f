"""A file or a pasted text into cells, whatever it was written in; nothing here knows of pay.

`reading` is the way in and `lines` the careful reader; `blocks` is the quick one for long files,
which leaves to `lines` whatever is in doubt. `problems` keeps why a row was not taken.
"""
