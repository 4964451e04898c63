"""The simulation study behind docs/simulation: does what gapkit prints hold as often as it says?

``make simulate`` runs it (about an hour), ``python -m tests.simulation.study --quick`` tries it in seconds.
``grid`` lists the cells, ``draws`` makes respondents, ``shares``, ``gaps``, ``means``, ``families`` and
``exact`` turn one cell into rows, ``record`` keeps them, ``page`` writes the page.
"""
