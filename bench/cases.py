"""
Walk the 78 ways in which a map service is attacked or fails, and say how each stands today.

    python bench/cases.py [--only 29,50,53]     run the tests of each case: H holds, F fails, P was skipped
    python bench/cases.py --list                print the table without running anything

A case without a door says why there is none. What a test cannot hold is measured by `bench/attack.py` and
`bench/lanes.py`, and is named here.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]


class Case(NamedTuple):
    """A way to attack: its tests, what no test holds of it, or why there is no such door."""

    number: int
    title: str
    tests: tuple[str, ...] = ()
    beside: str = ""
    no_door: str = ""


def _read(text: str) -> Iterable[Case]:
    for line in filter(None, map(str.strip, text.splitlines())):
        number, title, rest = (part.strip() for part in line.split("|", 2))
        tests, _, beside = rest.partition("&")
        if tests.startswith("–"):
            yield Case(int(number), title, no_door=tests.removeprefix("–").strip())
        else:
            named = tuple(f"tests/{test.strip()}" for test in tests.split(",") if test.strip())
            yield Case(int(number), title, named, beside.strip())


#: Number, title, tests (file::function), and after & what no test holds.
CASES = tuple(
    _read("""
 1 | template in a property | web/test_hostile.py::test_template_in_data_is_never_evaluated
 2 | template in a text that is read | export/test_reading.py::test_text_is_shown_and_never_run
 3 | unclosed template signs stay as they are | web/test_hostile.py::test_attack_is_kept_as_it_was_written, web/test_hostile.py::test_page_shows_every_attack_as_text
 4 | made-up ids and names of templates | web/test_hostile.py::test_unknown_address_is_not_found_and_echoes_nothing_live
 5 | functions of a data base in a filter | web/api/test_filters.py::test_filter_that_cannot_be_used_is_refused_by_name
 6 | expression in place of a property | web/api/test_filters.py::test_wrong_filter_is_a_400_that_names_it, web/api/test_filters.py::test_whatever_is_sent_is_a_filter_or_a_refusal
 7 | pickle and YAML | test_architecture.py::test_nothing_that_is_read_is_run
 8 | script in every text | browser/test_hostile.py::test_pages_show_attacks_and_run_none, web/test_hostile.py::test_link_of_a_source_never_runs_script
 9 | end of a script in data | web/test_hostile.py::test_map_payload_carries_every_attack_as_data
10 | backtick and dollar | web/test_hostile.py::test_map_script_holds_no_text_of_the_data, test_init.py::test_every_python_door_shows_attacks_as_text
11 | line separators, NUL, right-to-left | web/test_hostile.py::test_page_of_all_attacks_has_the_elements_of_a_harmless_one, export/test_data.py::test_hostile_texts_stand_in_every_file_as_they_are
12 | reflected words | web/test_hostile.py::test_unknown_language_is_refused_as_text, web/test_hostile.py::test_search_words_are_shown_as_text
13 | attributes of oEmbed | web/test_oembed.py::test_attribute_of_the_code_cannot_be_left
14 | downloads that act | web/test_downloads.py::test_every_format_can_be_downloaded_by_name_and_by_suffix
15 | KML that is taken in | atlas/importing/test_hostile_files.py::test_markup_in_a_placemark_enters_as_words, web/test_hostile.py::test_page_shows_every_attack_as_text
16 | JSONP | web/test_oembed.py::test_what_cannot_be_embedded_gets_the_status_of_the_standard, web/api/test_views.py::test_unknown_parameter_is_refused_by_name
17 | SQL in a box or a day | web/api/test_views.py::test_wrong_bbox_is_refused, web/api/test_views.py::test_wrong_datetime_is_refused
18 | quotes in two data bases | store/test_index.py::test_words_of_a_reader_are_never_part_of_a_statement, store/test_layers.py::test_names_of_columns_and_words_of_features_are_no_statements, store/test_postgis.py::test_what_serves_can_change_nothing
19 | names of layers | web/test_errors.py::test_error_of_the_api_is_json
20 | formulas in cells | geoparse/test_mention_files.py::test_csv_cells_are_no_formulas, export/test_data.py::test_csv_runs_nothing_in_a_spreadsheet
21 | a second line in a log | web/test_log_lines.py::test_line_of_a_request_is_one_and_short_whatever_was_asked, test_cli.py::test_server_logs_no_request_line_that_a_stranger_wrote
22 | redirect to another host | web/test_pages.py::test_no_address_redirects_to_another_host, web/test_tracking.py::test_redirect_stays_below_the_path_of_the_service
23 | VRT as GeoJSON | atlas/importing/test_hostile_files.py::test_file_that_names_another_is_not_followed
24 | source that is an address | atlas/importing/test_hostile_files.py::test_no_address_in_a_file_is_asked
25 | outside entities of XML | atlas/importing/test_hostile_files.py::test_entity_that_names_a_file_is_refused, geoparse/test_packed_documents.py::test_docx_tells_nothing_of_other_files
26 | entities without end | atlas/importing/test_preview.py::test_file_that_is_hostile_or_broken_is_told_and_changes_nothing, geoparse/test_packed_documents.py::test_document_that_attacks_is_one_line
27 | outside references of KML, GML | atlas/importing/test_hostile_files.py::test_no_address_in_a_file_is_asked
28 | zip slip | atlas/importing/test_hostile_files.py::test_archive_with_paths_that_lead_out_writes_nothing_outside, web/edit/test_bringing.py::test_name_of_a_file_leads_nowhere
29 | archive that is a bomb | atlas/importing/test_preview.py::test_archive_that_unpacks_to_too_much_is_refused, geoparse/test_packed_documents.py::test_document_that_attacks_is_one_line, geoparse/test_packed_documents.py::test_archive_that_says_it_is_too_much_is_not_unpacked, geoparse/test_office_documents.py::test_book_that_is_a_bomb_is_refused
30 | shapefile with parts missing | atlas/importing/test_hostile_files.py::test_shapefile_of_which_a_part_is_missing_names_it, test_import_files.py::test_shapefile_is_read_with_what_lies_beside_it
31 | damaged GPKG, Parquet, PMTiles | atlas/importing/test_hostile_files.py::test_damaged_copies_end_no_reader, export/test_corpus.py::test_torn_file_of_a_part_is_written_again & of foreign files GPKG and shapefiles are taken in, no PMTiles
32 | way out of a folder | web/test_errors.py::test_no_path_leads_out_of_its_folder, web/test_errors.py::test_link_out_of_the_basemap_is_not_followed
33 | file that is another than it says | atlas/importing/test_hostile_files.py::test_file_that_is_another_than_its_name_says_is_refused, atlas/importing/test_hostile_files.py::test_geopackage_under_another_name_is_read_as_what_it_is, geoparse/test_documents.py::test_file_of_another_kind_is_named_with_what_would_do
34 | SQLite that is sent | atlas/importing/test_hostile_files.py::test_triggers_and_views_of_a_database_do_nothing, atlas/importing/test_preview.py::test_file_that_is_hostile_or_broken_is_told_and_changes_nothing
35 | nesting without end | model/test_geometry.py::test_deep_nesting_is_refused_and_no_crash, atlas/test_raw_files.py::test_toml_that_attacks_is_one_fault
36 | NaN, infinity, beyond the poles | model/test_geometry.py::test_anything_else_is_refused, atlas/test_raw_files.py::test_json_that_says_two_things_or_none_is_refused
37 | whole number beyond 2^63 | model/test_geometry.py::test_number_that_no_column_holds_is_refused_where_it_stands
38 | area that crosses itself | atlas/checks/test_atlas.py::test_fault_is_named_by_file_and_field, atlas/checks/test_territories.py::test_shape_that_is_none_is_named
39 | over the 180th meridian | model/test_meridian.py::test_polygon_over_the_line_is_taken_in_as_two, model/test_meridian.py::test_bounds_are_given_out_as_the_standard_wants_them
40 | order of rings, decimals | model/test_geometry.py::test_polygon_is_given_out_by_the_right_hand_rule, model/test_geometry.py::test_six_decimals_are_given_out_unless_said
41 | millions of corners | model/test_geometry.py::test_geometry_of_too_many_corners_is_refused_with_what_would_do
42 | heights and no geometry | model/test_geometry.py::test_geometry_of_an_atlas_is_taken_in_flat
43 | dates of every kind | model/test_edtf.py
44 | limit | web/api/test_views.py::test_limit_is_a_hundred_and_at_most_ten_thousand, web/api/test_views.py::test_wrong_limit_is_refused
45 | box of the world, often | web/api/test_views.py::test_walk_with_filters_meets_what_the_filters_meet & requests a second: bench/lanes.py wrk
46 | filter that is too much | web/api/test_filters.py::test_deepest_filter_that_is_read_fits_a_small_stack, web/api/test_filters.py::test_filter_as_json_that_is_none_is_refused
47 | body that is too much | web/test_rsgi.py::test_lecture_that_is_sent_reaches_the_lane_and_too_much_is_not_read, web/pages/test_lecture.py::test_more_than_the_limit_is_refused_as_too_much
48 | text of ten megabytes | geoparse/test_packed_documents.py::test_markup_without_an_end_takes_time_by_its_length, geoparse/test_tokens.py::test_names_that_never_end_are_no_names_for_long
49 | slow clients | test_operating.py::test_slow_clients_keep_nobody_waiting & 1,500 of them: bench/attack.py
50 | budget of an address | web/lane/test_queue.py::test_address_has_a_budget_of_time_and_is_told_when_to_come_again, web/test_rsgi.py::test_refusal_is_a_page_with_when_to_come_again, web/test_rsgi.py::test_reader_is_an_address_or_the_network_of_a_household
51 | cache that strangers fill | web/test_caching.py::test_made_up_queries_never_fill_the_cache, web/test_made_files.py::test_files_share_the_budget_of_pages, web/test_rsgi.py::test_questions_that_are_made_up_drive_out_no_page_and_each_other_at_last, test_cache.py & 30,000 addresses: bench/lanes.py addresses
52 | cache that is poisoned | web/test_oembed.py::test_answer_about_one_host_never_reaches_another, web/test_reply.py::test_answer_in_a_guessed_language_says_so
53 | limit of time | web/lane/test_keeper.py::test_file_that_takes_too_long_is_given_up, web/lane/test_keeper.py::test_wishes_beyond_the_queue_are_refused_at_once
54 | patterns without end | geoparse/test_geoparser.py::test_hostile_texts_end_soon, web/test_hostile.py::test_search_words_of_any_kind_are_answered & 25,000 requests: bench/attack.py
55 | export that is killed | atlas/editing/test_desk.py::test_atlas_opens_after_kills_while_saving_and_both_files_of_a_change_stand, test_files.py::test_killed_writer_leaves_a_whole_file_and_the_next_one_sweeps_up & bench/kill.py
56 | SQLite that is killed | store/test_index.py::test_build_leaves_nothing_half_done, store/test_index.py::test_file_is_a_geopackage_that_nobody_writes_to
57 | PostgreSQL that is killed | store/test_postgis.py::test_load_that_is_killed_has_changed_nothing, store/test_postgis.py::test_service_is_back_when_its_server_is
58 | full disk, nowhere to write | test_files.py::test_full_disk_leaves_the_old_file, test_files.py::test_writer_on_a_disk_that_is_full_says_so_and_ends_with_one, test_deploy.py::test_where_nothing_at_all_can_be_written_a_file_is_had_or_refused_in_one_line
59 | four writers | atlas/editing/test_desk.py::test_two_writers_at_once_lose_nothing, web/edit/test_rooms.py::test_two_tabs_at_one_work_join_or_are_told, web/edit/test_draw.py::test_two_hands_at_one_shape_are_a_conflict_at_two_both_stand
60 | two builds into one folder | test_freeze.py::test_second_run_into_a_folder_that_is_being_written_is_one_line
61 | signals to end | test_supervisor.py::test_end_waits_no_longer_than_it_may, test_supervisor.py::test_second_interrupt_ends_at_once
62 | changed derived file at the start | test_operating.py::test_atlas_with_a_changed_derived_file_is_not_served, web/test_readiness.py::test_changed_derived_file_makes_it_unready_until_it_is_restored
63 | upgrade that is killed | atlas/new/test_upgrade.py::test_killed_upgrade_loses_nothing_and_the_next_one_finishes
64 | clock, time zone, locale, no home | test_deploy.py::test_every_kind_of_link_is_answered_and_stays_below_the_path, export/print/test_pptx.py::test_same_job_gives_the_same_slides_without_a_clock
65 | distributed | export/test_corpus.py::test_cluster_that_loses_workers_writes_the_same_bytes, export/test_corpus.py::test_document_that_ends_the_reader_unforeseen_is_left_out
66 | several stores | store/test_index.py::test_pages_and_answers_are_equal_byte_for_byte, store/test_postgis.py::test_database_gives_the_same_pages_and_answers
67 | frames | web/test_embed.py::test_embed_may_be_framed_by_whom_the_setting_names_and_pages_by_nobody, browser/test_tours.py::test_tour_walks_in_a_sandboxed_frame
68 | request to another host | web/test_data.py::test_scripts_ask_no_other_host, export/test_reading.py::test_page_asks_for_nothing
69 | headers, cookies | web/test_errors.py::test_every_answer_carries_the_security_headers
70 | other origins | web/api/test_views.py::test_other_hosts_may_read_without_credentials, web/api/test_views.py::test_pages_are_not_shared_with_other_hosts
71 | counts and faults in public | test_operating.py::test_counts_are_those_of_all_workers, web/test_errors.py::test_error_class_decides_the_status
72 | methods | web/test_errors.py::test_service_only_reads, web/test_caching.py::test_head_has_the_headers_of_get_and_no_body
73 | parts of a file | web/test_reply.py::test_part_of_a_file_is_given, web/test_reply.py::test_part_beyond_the_end_is_refused_with_the_length, web/test_reply.py::test_all_is_given_where_one_part_is_not_what_was_asked_for
74 | odd parameters | web/api/test_conformance.py::test_core_query_param_invalid, web/test_frame_options.py::test_slip_in_an_embed_is_told_with_what_would_do & a page takes what it does not know: a mistyped address still shows it
75 | passwords | test_settings.py::test_password_in_a_setting_is_refused_and_not_repeated, test_cli.py::test_address_of_a_database_is_refused_without_its_password
76 | checksums of what is locked and vendored | test_packaging.py::test_lock_pins_every_package_by_hash_and_names_no_host, test_supply.py::test_vendored_files_are_those_of_the_manifest_and_no_others
77 | audit that skips | test_supply.py::test_audit_that_could_not_look_fails
78 | licences, bill of materials, secrets | test_supply.py::test_every_licence_is_one_that_may_be_shipped, test_supply.py::test_licence_that_binds_others_is_not_shipped, test_supply.py::test_bill_of_materials_names_all_that_is_shipped_with_checksums, test_supply.py::test_no_tracked_file_holds_a_secret
""")  # noqa: E501
)


def _ran(tests: Iterable[str]) -> dict[str, set[str]]:
    """Run tests, and return the outcomes of each by its name as it stands in the table."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", f"--junitxml={told}", *tests]
        subprocess.run(command, cwd=ROOT, check=False)
        found: dict[str, set[str]] = {}
        for case in ET.parse(told).iter("testcase"):
            path = (case.get("classname") or "").replace(".", "/") + ".py"
            bad = case.find("failure") is not None or case.find("error") is not None
            state = "F" if bad else "-" if case.find("skipped") is not None else "H"
            for name in (path, f"{path}::{(case.get('name') or '').partition('[')[0]}"):
                found.setdefault(name, set()).add(state)
        return found


def state_of(case: Case, ran: dict[str, set[str]]) -> str:
    """Return how a case stands: – without a door, F if a test fails or ran nowhere, else H, or P."""
    if case.no_door:
        return "–"
    seen = [ran.get(test, set()) for test in case.tests]
    if any("F" in states or not states for states in seen):
        return "F"
    return "H" if all("H" in states for states in seen) else "P"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", default="", help="numbers with commas between them")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    numbers = {int(text) for text in given.only.split(",") if text}
    cases = [case for case in CASES if not numbers or case.number in numbers]
    tests = dict.fromkeys(test for case in cases for test in case.tests)
    ran = {} if given.list else _ran(tests)
    for case in cases:
        state = " " if given.list and case.tests else state_of(case, ran)
        held = case.no_door or f"{len(case.tests)} tests{f'; {case.beside}' if case.beside else ''}"
        print(f"{case.number:2} {state} {case.title}: {held}")
    states = [state_of(case, ran) for case in cases]
    if not given.list:
        print(", ".join(f"{state} {states.count(state)}" for state in "HPF–"))
        sys.exit("F" in states)


if __name__ == "__main__":
    main()
