"""Documents of a case: the letter (PDF/A, DOCX), the receipt, the history, a short reply for a social network.

All texts of people are data of the templates, never markup; everything is made offline with the fonts of typst.
"""
