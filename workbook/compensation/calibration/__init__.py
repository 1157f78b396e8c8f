"""The market from evidence: how heavy each piece is, the middle, and how sure the middle is.

`calibrate` is the way in; `weights` weighs, `quantiles` and `middle` estimate, `without` leaves
each piece out in turn, and `caveats` says in sentences what the evidence cannot show.
"""
