"""Formulas that people type into cells: read, worked out, and kept in step with the lines they speak of.

Text becomes tokens (``tokens``), tokens become a program in postfix order (``parse``), a program becomes a value
(``evaluate``), and a ``Calculation`` works out the cells of a whole spreadsheet, each after those that it reads.
``rewrite`` changes a formula's text when rows, columns and sheets move. Nothing here recurses, so no formula and no
chain of formulas is too deep; nothing here knows of files or HTTP. Left out: arrays in braces, and results that
spill over other cells.
"""
