"""Every law with 20,000 examples: ``pytest tests/long``, by hand, before a table or the engine is released."""

from laws.test_alignment import test_alignment, test_alignment_of_marked_text, test_ranges_are_covered
from laws.test_case import test_case_of_what_is_read, test_case_of_what_is_written
from laws.test_inventory import test_inventory
from laws.test_locality import test_locality, test_locality_between_two_orthographies, test_streams
from laws.test_lossless import test_lossless, test_lossless_of_a_bare_language, test_marks_mean_something_or_are_copied
from laws.test_normal_forms import test_normal_forms, test_normal_forms_of_the_hub
from laws.test_round_trip import test_round_trip, test_round_trip_of_texts
from laws.test_stability import test_stability
from laws.test_totality import (
    test_steps_tile_the_text,
    test_totality,
    test_totality_of_alphabets,
    test_totality_with_protection,
)

__all__ = [
    "test_alignment",
    "test_alignment_of_marked_text",
    "test_case_of_what_is_read",
    "test_case_of_what_is_written",
    "test_inventory",
    "test_locality",
    "test_locality_between_two_orthographies",
    "test_lossless",
    "test_lossless_of_a_bare_language",
    "test_marks_mean_something_or_are_copied",
    "test_normal_forms",
    "test_normal_forms_of_the_hub",
    "test_ranges_are_covered",
    "test_round_trip",
    "test_round_trip_of_texts",
    "test_stability",
    "test_steps_tile_the_text",
    "test_streams",
    "test_totality",
    "test_totality_of_alphabets",
    "test_totality_with_protection",
]
