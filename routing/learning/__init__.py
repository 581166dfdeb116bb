"""Fitting the topic model. Needs scikit-learn and scipy (the ``train`` dependency group); never imported at run time."""
