"""Practice, on the top floor: what to do tonight, the plan, the cards, the questions and the quiz.

``today()`` stands at the top of chapters 00 and 13, ``plan()`` in 10, ``questions()`` in 09 and
``quiz()`` in 12. All four read what every room has proved so far; no room knows this one.
"""
