//! Links: the script of a screen leads back to it, and going back leads to where one was.
