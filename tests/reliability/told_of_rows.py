"""Stories of rows and notes that once broke a promise, as short as they could be made."""

from __future__ import annotations

from tests.reliability.plans import Plan, Scene, Step

OF_ROWS = {
    "an answer that staff copied onto an empty row goes with its tab and comes back": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("copy_down", "mentors", 37, 22, 4),)),
            Scene(before=(Step("delete_tab", "mentors", 21, 4, 47),), takes_back=True),
        ),
    ),
    "a note that a filter hides is sorted into the row that is written": Plan(
        school=14,
        skips=True,
        scenes=(
            Scene(
                families=(
                    Step("arrive", "", 8, 47, 22),
                    Step("arrive", "", 46, 7, 16),
                    Step("withdraw", "", 28, 44, 44),
                ),
                before=(Step("insert_row", "mentees", 7, 30, 47), Step("filter_rows", "mentees", 16, 27, 16)),
                during=((8, True, Step("sort", "mentees", 47, 6, 9)),),
            ),
        ),
    ),
    "one of two rows with one code goes from above an empty row": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(Step("decide_pair", "mentors", 9, 47, 14),),
                during=((8, True, Step("duplicate_row", "mentors", 32, 21, 44)),),
            ),
            Scene(during=((8, False, Step("delete_row", "mentors", 27, 35, 27)),)),
        ),
    ),
    "the code of one of two rows is masked away with the rest of it": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("copy_down", "mentors", 1, 12, 35),), after_the_call=True),
            Scene(
                families=(Step("arrive", "", 19, 3, 24),),
                before=(Step("delete_tab", "readiness", 5, 0, 3),),
                killed=1,
                takes_back=True,
            ),
            Scene(
                during=(
                    (8, True, Step("sort", "mentees", 27, 16, 30)),
                    (7, True, Step("insert_column", "mentees", 32, 19, 43)),
                    (9, False, Step("copy_down", "mentors", 36, 32, 3)),
                ),
                killed=13,
                takes_back=True,
            ),
            Scene(
                families=(Step("withdraw", "", 9, 18, 23),),
                before=(Step("edit", "consents", 1, 42, 10),),
                during=(
                    (9, True, Step("edit", "mentees", 24, 16, 37)),
                    (8, True, Step("move_column", "mentors", 16, 30, 40)),
                    (2, True, Step("insert_column", "pairs", 26, 13, 20)),
                    (8, True, Step("edit", "readiness", 44, 32, 37)),
                    (9, False, Step("insert_row", "mentees", 34, 22, 6)),
                ),
            ),
            Scene(
                families=(
                    Step("apply_again", "", 25, 34, 29),
                    Step("revise", "", 35, 47, 3),
                    Step("withdraw", "", 36, 37, 32),
                    Step("agree", "", 20, 17, 14),
                ),
                during=(
                    (8, True, Step("sort", "mentees", 27, 45, 0)),
                    (9, True, Step("delete_row", "mentees", 39, 27, 12)),
                    (1, True, Step("revise", "", 39, 36, 18)),
                    (4, False, Step("take_back", "", 1, 15, 32)),
                    (7, True, Step("edit", "mentees", 9, 8, 2)),
                ),
                takes_back=True,
            ),
        ),
    ),
    "a row is doubled and a filter hides rows, both in the moment of writing": Plan(
        school=14,
        skips=True,
        scenes=(
            Scene(families=(Step("apply_again", "", 36, 20, 16),), killed=10),
            Scene(
                families=(Step("revise", "", 47, 0, 17),),
                during=(
                    (9, False, Step("filter_rows", "mentors", 13, 14, 10)),
                    (7, False, Step("duplicate_row", "mentors", 29, 32, 24)),
                ),
            ),
        ),
    ),
    "a note of one word is emptied where a masked row stood": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("withdraw", "", 44, 20, 33), Step("revise", "", 3, 35, 20)),
                during=((8, True, Step("insert_column", "mentees", 5, 47, 23)),),
                killed=11,
                takes_back=True,
            ),
            Scene(before=(Step("paste", "mentors", 36, 42, 2),), killed=11, after_the_call=True, takes_back=True),
            Scene(during=((7, False, Step("move_row", "mentors", 32, 32, 39)),), after_the_call=True),
        ),
    ),
    "somebody answers anew before their misplaced row is put right": Plan(
        school=6,
        skips=True,
        scenes=(
            Scene(before=(Step("delete_column", "mentees", 32, 1, 39),), takes_back=True),
            Scene(
                families=(Step("arrive", "", 27, 16, 33),),
                during=(
                    (8, True, Step("insert_column", "mentees", 23, 40, 39)),
                    (11, True, Step("revise", "", 41, 34, 2)),
                ),
                killed=12,
                takes_back=True,
            ),
            Scene(
                families=(Step("revise", "", 44, 9, 9),),
                during=((6, True, Step("delete_column", "mentees", 5, 26, 6)),),
                killed=12,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(
                families=(Step("apply_again", "", 18, 44, 13),),
                before=(
                    Step("edit", "consents", 14, 7, 40),
                    Step("delete_row", "pairs", 9, 32, 20),
                    Step("rename_tab", "mentees", 26, 43, 0),
                ),
                during=(
                    (3, True, Step("take_back_word", "", 8, 21, 35)),
                    (1, False, Step("revise", "", 42, 18, 22)),
                    (6, False, Step("mark_paper", "mentees", 25, 2, 24)),
                ),
                takes_back=True,
            ),
        ),
    ),
    "a repair takes answers off a note, and another note comes to stand there": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(families=(Step("revise", "", 7, 23, 4),), killed=3),
            Scene(during=((6, True, Step("insert_row", "mentees", 6, 13, 47)),), killed=13, after_the_call=True),
            Scene(
                families=(Step("agree", "", 19, 27, 10),),
                during=((9, True, Step("duplicate_row", "mentees", 10, 39, 37)),),
                killed=11,
                takes_back=True,
            ),
            Scene(
                families=(
                    Step("apply_again", "", 21, 42, 9),
                    Step("apply_again", "", 15, 18, 32),
                    Step("take_back", "", 39, 9, 39),
                    Step("apply_again", "", 30, 12, 28),
                ),
                before=(Step("rename_tab", "mentees", 27, 1, 3), Step("sort", "consents", 38, 7, 15)),
                during=(
                    (9, False, Step("rename_column", "mentees", 42, 34, 24)),
                    (7, True, Step("move_column", "mentees", 17, 3, 23)),
                    (9, True, Step("insert_row", "mentees", 6, 18, 23)),
                    (4, True, Step("duplicate_tab", "pairs", 20, 2, 30)),
                    (8, False, Step("revise", "", 37, 32, 15)),
                ),
                killed=13,
            ),
        ),
    ),
    "a row that was masked while a column moved gets another's code before the repair": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(
                families=(Step("withdraw", "", 5, 36, 42),),
                during=((7, False, Step("move_column", "mentors", 14, 41, 40)),),
                killed=11,
                takes_back=True,
            ),
            Scene(before=(Step("copy_down", "mentors", 36, 42, 0),), takes_back=True),
        ),
    ),
    "of two rows the one that is right goes before the other is put right": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(before=(Step("mark_paper", "mentees", 22, 25, 23),), killed=7, after_the_call=True, takes_back=True),
            Scene(
                families=(Step("withdraw", "", 35, 21, 31),),
                before=(Step("paste", "mentees", 45, 20, 44),),
                during=((9, True, Step("duplicate_row", "mentees", 13, 28, 34)),),
                killed=11,
                after_the_call=True,
                pairs=True,
            ),
            Scene(
                during=(
                    (6, True, Step("delete_row", "mentees", 26, 10, 7)),
                    (14, False, Step("move_column", "consents", 20, 45, 5)),
                ),
                takes_back=True,
            ),
        ),
    ),
    "of a row that stood twice a third one is made before the repair": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("duplicate_row", "mentors", 36, 33, 22),), after_the_call=True),
            Scene(
                families=(Step("arrive", "", 41, 22, 25),),
                before=(Step("decide_pair", "consents", 26, 20, 42),),
                during=((9, True, Step("insert_column", "mentors", 44, 35, 0)),),
                killed=11,
                after_the_call=True,
            ),
            Scene(before=(Step("duplicate_row", "mentors", 31, 5, 11),)),
        ),
    ),
    "a repair falls into an empty row and puts a code there": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 25, 11, 16),),
                during=((9, False, Step("move_column", "mentees", 13, 20, 16)),),
                killed=11,
            ),
            Scene(before=(Step("move_column", "mentees", 31, 0, 21),), killed=1),
            Scene(
                during=((7, True, Step("insert_column", "mentees", 33, 15, 19)),),
                killed=10,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(
                before=(
                    Step("move_column", "pairs", 22, 43, 37),
                    Step("insert_row", "pairs", 35, 35, 13),
                    Step("edit", "pairs", 9, 26, 15),
                ),
                during=(
                    (4, False, Step("edit", "mentees", 39, 47, 13)),
                    (9, False, Step("clear", "mentees", 42, 38, 25)),
                    (6, True, Step("insert_row", "mentees", 44, 19, 3)),
                    (8, False, Step("copy_down", "mentors", 46, 12, 39)),
                    (9, True, Step("delete_column", "mentors", 4, 11, 0)),
                ),
                killed=9,
                pairs=True,
            ),
            Scene(
                families=(Step("revise", "", 1, 18, 10), Step("arrive", "", 1, 41, 19)),
                during=(
                    (3, True, Step("revise", "", 19, 31, 29)),
                    (8, True, Step("insert_column", "mentees", 0, 3, 4)),
                    (12, False, Step("revise", "", 9, 2, 13)),
                    (9, True, Step("paste", "mentees", 18, 22, 3)),
                    (8, True, Step("insert_column", "mentees", 33, 15, 19)),
                ),
                after_the_call=True,
                takes_back=True,
            ),
        ),
    ),
    "a code is copied in the moment of the masking, and the codes are away for a while": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(families=(Step("arrive", "", 38, 17, 4),), after_the_call=True, takes_back=True),
            Scene(families=(Step("withdraw", "", 32, 43, 43),), killed=3, pairs=True),
            Scene(during=((7, True, Step("copy_down", "mentees", 39, 27, 45)),), killed=11, after_the_call=True),
            Scene(before=(Step("delete_key_column", "mentees", 17, 35, 19),), takes_back=True),
        ),
    ),
}
