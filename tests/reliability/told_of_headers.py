"""Stories of headers that once broke a promise, as short as they could be made."""

from __future__ import annotations

from tests.reliability.plans import Plan, Scene, Step

OF_HEADERS = {
    "a newcomer comes while the header moves down and a column moves": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("duplicate_row", "mentees", 40, 46, 8),)),
            Scene(before=(Step("insert_row", "mentees", 41, 28, 25),)),
            Scene(
                families=(Step("arrive", "", 21, 14, 1),),
                during=(
                    (6, True, Step("insert_row", "mentees", 18, 6, 18)),
                    (9, True, Step("move_column", "mentees", 28, 3, 12)),
                ),
            ),
        ),
    ),
    "a column goes and the header moves down while a doubled row is hit": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(before=(Step("duplicate_row", "mentees", 32, 9, 48),)),
            Scene(
                families=(Step("apply_again", "", 27, 3, 47),),
                during=(
                    (9, False, Step("insert_row", "mentees", 26, 33, 27)),
                    (9, False, Step("insert_row", "mentees", 26, 33, 27)),
                    (6, True, Step("delete_column", "mentees", 17, 4, 16)),
                ),
            ),
        ),
    ),
    "the header of the questions is deleted": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(families=(Step("take_back_word", "", 1, 43, 2),)),
            Scene(before=(Step("delete_header", "attention", 5, 47, 39),), takes_back=True),
        ),
    ),
    "the only mentor's row goes, and a newcomer's comes to stand above the header": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(families=(Step("arrive", "", 11, 41, 38),)),
            Scene(families=(Step("arrive", "", 11, 41, 38),), pairs=True),
            Scene(
                families=(Step("arrive", "", 11, 41, 38),),
                before=(Step("delete_row", "mentors", 15, 12, 25),),
                during=((7, False, Step("insert_row", "mentors", 42, 42, 26)),),
            ),
        ),
    ),
    "a note has come to stand for the header while a column comes": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(
                    Step("insert_row", "mentees", 8, 19, 44),
                    Step("duplicate_row", "mentees", 19, 44, 24),
                    Step("duplicate_row", "mentees", 36, 18, 38),
                ),
                after_the_call=True,
            ),
            Scene(
                families=(Step("apply_again", "", 9, 11, 44),),
                before=(Step("delete_header", "mentees", 11, 18, 43),),
                during=((8, False, Step("insert_column", "mentees", 38, 44, 20)),),
                killed=10,
                after_the_call=True,
                takes_back=True,
                pairs=True,
            ),
            Scene(
                before=(Step("move_row", "mentees", 30, 45, 14),),
                during=((6, True, Step("take_back_word", "", 46, 14, 46)),),
                takes_back=True,
                pairs=True,
            ),
            Scene(
                families=(Step("revise", "", 17, 19, 41), Step("revise", "", 35, 25, 41)),
                before=(
                    Step("insert_column", "mentees", 2, 31, 10),
                    Step("move_tab", "mentees", 37, 6, 7),
                    Step("insert_row", "mentees", 8, 19, 44),
                ),
                during=(
                    (4, False, Step("delete_many_rows", "readiness", 9, 18, 41)),
                    (9, False, Step("sort", "mentees", 19, 44, 24)),
                    (7, True, Step("sort", "mentors", 24, 8, 33)),
                    (11, False, Step("edit", "mentors", 28, 36, 2)),
                    (8, False, Step("duplicate_row", "mentees", 36, 18, 38)),
                ),
                killed=10,
                after_the_call=True,
            ),
            Scene(
                families=(
                    Step("take_back", "", 8, 13, 40),
                    Step("revise", "", 28, 0, 40),
                    Step("apply_again", "", 6, 28, 0),
                ),
                before=(Step("insert_column", "attention", 30, 39, 6), Step("copy_down", "mentees", 26, 45, 41)),
                during=(
                    (2, True, Step("take_back_word", "", 20, 17, 17)),
                    (6, True, Step("take_back_word", "", 46, 14, 46)),
                ),
                killed=10,
                after_the_call=True,
            ),
        ),
    ),
    "a column goes again while a column's going is repaired, and then a row comes above the header": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(
                families=(Step("revise", "", 36, 44, 0),),
                during=((7, True, Step("delete_column", "mentees", 34, 18, 0)),),
                killed=10,
            ),
            Scene(during=((7, True, Step("delete_column", "mentees", 34, 18, 0)),), killed=10),
            Scene(
                before=(Step("edit", "mentees", 35, 27, 23),),
                during=(
                    (7, True, Step("duplicate_row", "mentees", 22, 39, 17)),
                    (6, True, Step("interview", "mentors", 47, 31, 44)),
                    (9, True, Step("sort", "mentors", 3, 28, 46)),
                    (7, True, Step("insert_row", "mentees", 24, 27, 3)),
                    (3, False, Step("revise", "", 17, 12, 22)),
                ),
                takes_back=True,
            ),
        ),
    ),
    "a row comes above the header and a column among empty ones": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(Step("revise", "", 36, 28, 5),),
                during=(
                    (7, True, Step("insert_row", "mentees", 24, 4, 20)),
                    (9, False, Step("insert_column", "mentees", 18, 21, 2)),
                ),
                after_the_call=True,
            ),
        ),
    ),
    "the only row's answers fall into the header while a column moves": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 0, 13, 38),),
                during=(
                    (8, False, Step("move_column", "mentees", 19, 0, 37)),
                    (7, True, Step("insert_row", "mentees", 22, 8, 22)),
                ),
                takes_back=True,
            ),
        ),
    ),
    "the code of a row is written over below a header that moves down": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 39, 46, 41), Step("take_back", "", 6, 30, 2)),
                killed=9,
                after_the_call=True,
                takes_back=True,
                pairs=True,
            ),
            Scene(
                before=(Step("insert_row", "mentees", 11, 15, 9),),
                during=(
                    (7, False, Step("insert_row", "mentees", 24, 36, 27)),
                    (8, True, Step("move_column", "mentees", 31, 28, 21)),
                ),
            ),
        ),
    ),
    "a row whose code is typed over comes to be the header": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(Step("duplicate_row", "mentors", 19, 21, 26),), after_the_call=True, takes_back=True, pairs=True
            ),
            Scene(
                before=(
                    Step("delete_header", "mentors", 18, 27, 1),
                    Step("delete_column", "mentors", 24, 21, 45),
                    Step("paste", "mentors", 29, 0, 38),
                ),
                takes_back=True,
            ),
        ),
    ),
    "a note takes the place of the header, above a column without a title": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 28, 14, 16),),
                during=((9, True, Step("delete_column", "mentees", 9, 34, 5)),),
                killed=10,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(before=(Step("insert_column", "mentees", 11, 4, 46),), killed=8, after_the_call=True),
            Scene(
                before=(Step("delete_header", "mentees", 40, 11, 15), Step("insert_row", "mentees", 21, 4, 1)),
                after_the_call=True,
                takes_back=True,
            ),
        ),
    ),
    "titles without marks are emptied for a row that a withdrawal takes out of view": Plan(
        school=8,
        skips=True,
        scenes=(
            Scene(
                families=(Step("arrive", "", 41, 7, 22), Step("arrive", "", 30, 25, 14)),
                before=(Step("delete_tab", "mentors", 6, 7, 34),),
                killed=3,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(families=(Step("arrive", "", 25, 30, 33),), after_the_call=True, takes_back=True),
            Scene(
                families=(Step("withdraw", "", 46, 44, 11),),
                during=(
                    (8, False, Step("insert_row", "mentors", 15, 1, 17)),
                    (6, False, Step("copy_down", "mentees", 12, 46, 27)),
                    (2, True, Step("delete_row", "mentees", 15, 10, 12)),
                ),
                killed=11,
            ),
            Scene(
                families=(Step("take_back", "", 19, 0, 1), Step("apply_again", "", 18, 14, 23)),
                before=(
                    Step("move_tab", "mentors", 21, 16, 17),
                    Step("duplicate_row", "consents", 29, 3, 47),
                    Step("move_tab", "mentors", 26, 11, 9),
                ),
                during=(
                    (3, False, Step("move_column", "attention", 5, 46, 5)),
                    (7, False, Step("duplicate_row", "mentees", 43, 25, 34)),
                    (13, False, Step("withdraw", "", 36, 12, 15)),
                ),
                killed=8,
            ),
        ),
    ),
}
