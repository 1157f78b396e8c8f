"""What `calibrate` is made of.

`weights` weighs each piece, `quantiles` and `middle` estimate, `without` leaves each piece out in
turn, and `caveats` says in sentences what the evidence cannot show.
"""
