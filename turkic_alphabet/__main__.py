"""``python -m turkic_alphabet``."""

from .cli import main

main()
