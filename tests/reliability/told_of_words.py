"""Stories of codes, answers and questions that once broke a promise, as short as they could be made."""

from __future__ import annotations

from tests.reliability.plans import Plan, Scene, Step

OF_WORDS = {
    "the row of one who stays bears the code of one who withdraws": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("copy_down", "mentees", 32, 18, 5),)),
            Scene(families=(Step("withdraw", "", 30, 1, 43),)),
            Scene(before=(Step("agree", "", 18, 18, 31),)),
        ),
    ),
    "staff type into an empty row where answers fell": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(before=(Step("delete_row", "mentees", 36, 27, 1),)),
            Scene(
                families=(Step("revise", "", 10, 4, 35),),
                during=(
                    (7, True, Step("delete_row", "mentees", 36, 27, 1)),
                    (9, False, Step("delete_row", "mentees", 4, 21, 29)),
                ),
                killed=10,
                after_the_call=True,
            ),
            Scene(before=(Step("paste", "mentees", 34, 43, 2),), after_the_call=True, takes_back=True),
        ),
    ),
    "a question goes in a synchronisation that dies and is asked again": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(
                families=(Step("take_back", "", 20, 30, 7), Step("arrive", "", 41, 35, 29)),
                after_the_call=True,
                takes_back=True,
                pairs=True,
            ),
            Scene(
                families=(Step("apply_again", "", 6, 6, 24), Step("revise", "", 27, 5, 19)),
                before=(Step("edit", "attention", 41, 23, 38),),
                killed=4,
                after_the_call=True,
            ),
            Scene(
                before=(Step("delete_row", "mentees", 15, 31, 38),),
                during=((8, True, Step("duplicate_row", "mentees", 37, 1, 41)),),
                killed=12,
                after_the_call=True,
                pairs=True,
            ),
            Scene(families=(Step("take_back", "", 36, 10, 47),)),
        ),
    ),
    "all codes of a tab are typed over while another tab vanishes": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(
                    Step("insert_column", "readiness", 44, 3, 37),
                    Step("paste", "readiness", 36, 22, 44),
                    Step("delete_tab", "mentees", 26, 14, 14),
                    Step("copy_down", "readiness", 20, 18, 15),
                ),
                after_the_call=True,
                pairs=True,
            ),
        ),
    ),
    "a wrong name is copied onto a pair, and its mentee's row goes": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(
                families=(Step("take_back", "", 29, 1, 5),),
                before=(Step("copy_down", "pairs", 18, 40, 9), Step("delete_many_rows", "mentees", 10, 30, 43)),
                after_the_call=True,
            ),
        ),
    ),
    "staff take the answer, and type another correction before anybody read that": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 25, 7, 23),),
                before=(Step("paste", "mentors", 46, 5, 41),),
                takes_back=True,
            ),
            Scene(
                before=(Step("settle_question", "mentees", 45, 21, 27), Step("paste", "mentors", 46, 5, 41)),
                takes_back=True,
            ),
        ),
    ),
    "a consent is deleted of somebody whose answers were gone when it came": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(
                    Step("arrive", "", 15, 1, 15),
                    Step("arrive", "", 12, 16, 19),
                    Step("take_back", "", 9, 36, 7),
                )
            ),
            Scene(families=(Step("arrive", "", 27, 0, 22),), takes_back=True),
            Scene(families=(Step("take_back_word", "", 20, 33, 2),), pairs=True),
            Scene(families=(Step("apply_again", "", 42, 36, 15),), takes_back=True),
        ),
    ),
    "a row is asked about, and its base is deleted and forced back": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("delete_row", "mentors", 16, 29, 19),), after_the_call=True, takes_back=True),
            Scene(before=(Step("delete_tab", "mentors", 25, 38, 7),)),
        ),
    ),
    "a cell shows what landed there, staff clear that in the moment of the repair and take it back": Plan(
        school=14,
        skips=True,
        scenes=(
            Scene(
                families=(Step("revise", "", 38, 24, 26),), killed=8, after_the_call=True, takes_back=True, pairs=True
            ),
            Scene(
                families=(Step("withdraw", "", 27, 3, 13),),
                during=((9, True, Step("delete_column", "mentees", 12, 35, 45)),),
                killed=12,
            ),
            Scene(
                during=(
                    (7, True, Step("move_row", "mentees", 42, 30, 23)),
                    (8, False, Step("clear", "mentees", 6, 46, 9)),
                ),
                killed=13,
            ),
            Scene(
                before=(Step("undo", "consents", 28, 0, 8),), killed=2, after_the_call=True, takes_back=True, pairs=True
            ),
        ),
    ),
    "a repair comes to stand in a row into which staff copied the very value that it takes away": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 43, 38, 28),),
                during=((8, True, Step("delete_row", "mentees", 1, 12, 36)),),
                killed=11,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(
                before=(Step("undo", "mentees", 16, 25, 33), Step("copy_down", "mentees", 18, 2, 6)),
                during=((7, False, Step("delete_row", "mentees", 11, 43, 8)),),
                after_the_call=True,
                takes_back=True,
            ),
        ),
    ),
    "two rows have a code, one of them masked, and its person consents again": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(before=(Step("arrive", "", 27, 25, 8), Step("copy_down", "mentees", 2, 19, 16)), takes_back=True),
            Scene(
                families=(Step("withdraw", "", 17, 41, 42),),
                before=(Step("move_row", "mentees", 1, 41, 26), Step("copy_down", "mentees", 11, 19, 30)),
                after_the_call=True,
            ),
            Scene(families=(Step("agree", "", 30, 37, 30),), takes_back=True),
        ),
    ),
    "the codes move, and staff empty a cell beside what stands for a code": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("revise", "", 18, 10, 15), Step("take_back_word", "", 32, 46, 37)),
                during=((6, True, Step("move_column", "mentees", 5, 0, 4)),),
                killed=12,
            ),
            Scene(before=(Step("clear", "mentees", 0, 3, 6),)),
        ),
    ),
    "a cell is emptied while a row goes and what was to be masked misses it": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(Step("withdraw", "", 9, 4, 3),),
                before=(Step("arrive", "", 40, 31, 32),),
                killed=6,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(
                families=(Step("arrive", "", 9, 29, 46),),
                during=(
                    (8, False, Step("clear", "mentees", 36, 14, 47)),
                    (9, False, Step("delete_row", "mentees", 45, 12, 27)),
                ),
                after_the_call=True,
            ),
            Scene(families=(Step("arrive", "", 21, 41, 20), Step("agree", "", 34, 24, 39)), after_the_call=True),
        ),
    ),
    "two rows are asked about and the third goes with its consent": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(before=(Step("delete_many_rows", "readiness", 14, 26, 34),), takes_back=True),
            Scene(
                families=(Step("withdraw", "", 29, 14, 3),),
                during=((10, True, Step("delete_many_rows", "readiness", 14, 26, 34)),),
                takes_back=True,
            ),
        ),
    ),
    "a row is asked about in two lines when its base is forced back": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(before=(Step("delete_many_rows", "mentees", 29, 21, 46),), takes_back=True, pairs=True),
            Scene(before=(Step("delete_row", "mentees", 9, 40, 23),)),
            Scene(before=(Step("duplicate_row", "attention", 11, 17, 3),)),
            Scene(before=(Step("delete_row", "mentees", 1, 19, 39),), after_the_call=True),
        ),
    ),
    "whoever applied again has no answers once more, and two synchronisations die in between": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(families=(Step("take_back", "", 0, 21, 12),), after_the_call=True),
            Scene(
                families=(Step("apply_again", "", 12, 27, 40),),
                before=(Step("settle_question", "mentors", 0, 37, 20),),
                killed=9,
            ),
            Scene(families=(Step("withdraw", "", 44, 0, 22),), killed=10, after_the_call=True),
            Scene(families=(Step("take_back", "", 0, 21, 12),), after_the_call=True),
        ),
    ),
    "staff type into two rows while both are put right, for a repair fell into the wrong one": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 37, 4, 33),),
                during=((7, True, Step("paste", "mentees", 22, 20, 38)),),
                killed=11,
                after_the_call=True,
                pairs=True,
            ),
            Scene(
                during=(
                    (8, False, Step("delete_row", "mentees", 14, 1, 36)),
                    (7, False, Step("insert_row", "mentees", 22, 26, 41)),
                ),
                killed=11,
            ),
            Scene(during=((7, True, Step("paste", "mentees", 22, 20, 38)),), after_the_call=True, pairs=True),
        ),
    ),
}
