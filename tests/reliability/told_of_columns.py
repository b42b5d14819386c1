"""Stories of columns that once broke a promise, as short as they could be made."""

from __future__ import annotations

from tests.reliability.plans import Plan, Scene, Step

OF_COLUMNS = {
    "a row that got another's answers is doubled, and a column moves while both are put right": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(
                families=(
                    Step("arrive", "", 20, 46, 12),
                    Step("revise", "", 15, 35, 2),
                ),
                before=(Step("delete_row", "mentees", 14, 4, 10),),
                during=((7, False, Step("sort", "mentees", 11, 31, 39)),),
                killed=11,
                after_the_call=True,
                takes_back=True,
                pairs=True,
            ),
            Scene(before=(Step("delete_header", "mentees", 19, 7, 40),), killed=4, takes_back=True),
            Scene(
                before=(Step("duplicate_row", "mentees", 8, 12, 23),), after_the_call=True, takes_back=True, pairs=True
            ),
            Scene(
                during=(
                    (6, True, Step("move_column", "mentees", 30, 37, 1)),
                    (2, True, Step("paste", "pairs", 17, 36, 17)),
                    (8, False, Step("move_column", "mentors", 18, 10, 43)),
                ),
                killed=13,
                after_the_call=True,
                takes_back=True,
            ),
        ),
    ),
    "a row goes while a deleted column comes back, and then another column goes": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(Step("delete_column", "mentees", 13, 1, 33),),
                during=((7, False, Step("delete_row", "mentees", 6, 20, 21)),),
                killed=11,
            ),
            Scene(before=(Step("delete_column", "mentees", 13, 1, 33),), after_the_call=True, takes_back=True),
        ),
    ),
    "an empty row is written while the column of the codes is away": Plan(
        school=12,
        skips=False,
        scenes=(
            Scene(
                before=(Step("decide_pair", "pairs", 0, 41, 20),),
                during=(
                    (6, True, Step("insert_row", "mentees", 45, 35, 0)),
                    (6, True, Step("insert_row", "mentees", 36, 39, 31)),
                    (8, True, Step("delete_key_column", "mentees", 15, 30, 8)),
                ),
                after_the_call=True,
                takes_back=True,
            ),
        ),
    ),
    "a filter hides from the copies the rows that are sorted, and all of them get a new column": Plan(
        school=8,
        skips=True,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 40, 27, 3),),
                before=(Step("delete_column", "mentees", 1, 13, 17),),
                during=(
                    (9, False, Step("sort", "mentees", 1, 2, 9)),
                    (8, False, Step("filter_rows", "mentees", 39, 15, 14)),
                ),
                pairs=True,
            ),
        ),
    ),
    "a newcomer's cells stand in other columns, and most of them are pasted over before the repair": Plan(
        school=14,
        skips=False,
        scenes=(
            Scene(
                before=(Step("mark_paper", "mentees", 13, 9, 17),),
                during=((7, True, Step("move_column", "mentees", 31, 22, 46)),),
                killed=12,
                takes_back=True,
            ),
            Scene(
                before=(
                    Step("duplicate_row", "mentees", 14, 26, 3),
                    Step("duplicate_row", "mentees", 35, 36, 40),
                    Step("paste", "mentees", 46, 45, 25),
                ),
                after_the_call=True,
            ),
        ),
    ),
    "a column is renamed while a row is masked, and its tab comes back without marks": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(families=(Step("withdraw", "", 46, 31, 6),), killed=2, pairs=True),
            Scene(before=(Step("move_column", "mentees", 34, 22, 3),), killed=8, pairs=True),
            Scene(
                before=(Step("insert_column", "mentees", 25, 3, 3),),
                during=((6, True, Step("rename_column", "mentees", 4, 35, 37)),),
                killed=11,
            ),
            Scene(before=(Step("delete_tab", "mentees", 0, 44, 37),), takes_back=True, pairs=True),
        ),
    ),
    "answers fall into an empty row, one of them among the codes, which move": Plan(
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
                during=(
                    (7, False, Step("insert_row", "mentees", 24, 36, 27)),
                    (8, True, Step("move_column", "mentees", 31, 28, 21)),
                )
            ),
        ),
    ),
    "a newcomer's answer stands in a column without a title, and another such column comes": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("arrive", "", 20, 8, 10), Step("arrive", "", 18, 24, 35)),
                during=((7, False, Step("insert_column", "mentees", 18, 20, 40)),),
                killed=11,
            ),
            Scene(
                families=(Step("withdraw", "", 14, 12, 19),),
                before=(Step("insert_column", "mentees", 18, 20, 40),),
                after_the_call=True,
            ),
        ),
    ),
    "staff type beside a code that a repair put into an empty row": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 25, 11, 16),),
                during=((9, False, Step("move_column", "mentees", 13, 20, 16)),),
                killed=11,
            ),
            Scene(
                before=(Step("delete_row", "mentees", 11, 43, 4), Step("move_column", "mentees", 31, 0, 21)), killed=1
            ),
            Scene(
                during=((7, True, Step("insert_column", "mentees", 33, 15, 19)),),
                killed=10,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(
                families=(
                    Step("revise", "", 0, 21, 22),
                    Step("apply_again", "", 12, 47, 1),
                    Step("arrive", "", 14, 34, 12),
                ),
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
                    (8, True, Step("insert_column", "mentees", 33, 15, 19)),
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
    "what stood for a code goes and a word typed beside it stays": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(families=(Step("arrive", "", 19, 44, 40),), killed=7, after_the_call=True),
            Scene(
                during=((9, True, Step("insert_column", "mentors", 6, 31, 44)),),
                killed=10,
                after_the_call=True,
                takes_back=True,
            ),
            Scene(before=(Step("insert_column", "mentors", 38, 9, 8),), after_the_call=True, pairs=True),
        ),
    ),
    "a column goes in the moment of writing, and staff type over the code before the repair": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                before=(Step("decide_pair", "mentees", 12, 26, 18),),
                during=((9, False, Step("delete_column", "mentees", 46, 41, 18)),),
                killed=10,
            ),
            Scene(before=(Step("paste", "mentees", 0, 0, 1),)),
        ),
    ),
    "somebody comes while a column stands twice, and its tab comes back without marks": Plan(
        school=6,
        skips=False,
        scenes=(
            Scene(
                families=(Step("apply_again", "", 26, 46, 43),),
                during=(
                    (8, True, Step("delete_column", "mentors", 28, 10, 47)),
                    (9, False, Step("delete_column", "mentees", 34, 3, 36)),
                ),
                after_the_call=True,
            ),
            Scene(families=(Step("arrive", "", 28, 8, 38),), killed=8, after_the_call=True, takes_back=True),
            Scene(
                before=(Step("undo", "pairs", 19, 9, 46), Step("delete_tab", "mentees", 39, 19, 32)),
                takes_back=True,
                pairs=True,
            ),
        ),
    ),
    "two withdraw, and the codes' column moves to where both are emptied": Plan(
        school=8,
        skips=False,
        scenes=(
            Scene(
                families=(Step("withdraw", "", 34, 34, 16), Step("withdraw", "", 37, 0, 22)),
                during=((7, False, Step("move_column", "mentors", 3, 30, 24)),),
                takes_back=True,
            ),
        ),
    ),
}
