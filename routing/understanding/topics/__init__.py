"""From words and place to topics with probabilities: a linear reading in numpy, trained by ``routing.learning``."""
