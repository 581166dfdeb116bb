"""Fitting the topic model. Needs scipy (the ``train`` dependency group); never imported at run time."""
