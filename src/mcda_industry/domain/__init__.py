"""The records of the trade and what is computed from each of them.

One module a noun; they do not know each other, and meet only through `finance` and `evidence`. What one needs
of another (the water stress of a project's region, the net present value of its cash flow) enters as a mapping by name.
"""
