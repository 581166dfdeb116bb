"""An appeal with several problems, cut into questions (ст. 8 ч. 4, ст. 10 59-ФЗ: each must be answered)."""

from routing.understanding.questions.cutting import Piece, cut, in_pieces

__all__ = ["Piece", "cut", "in_pieces"]
