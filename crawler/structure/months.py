"""Names of months by their first three letters, as sites print them, Indonesian and English.

The grammar of dates has its own list, whole names and slips of clerks: no stage imports what reads pages, nor the other
way round. A test holds the two together.
"""

from __future__ import annotations

from typing import Final

MONTHS: Final = {
    name: number
    for number, names in enumerate(
        "jan feb,peb mar,mrt apr mei,may jun jul agu,agt,ags,aug sep okt,oct nov,nop des,dec".split(), start=1
    )
    for name in names.split(",")
}
"""Three letters to the number of the month."""
MONTH: Final = rf"(?:{'|'.join(MONTHS)})[a-z]{{0,7}}"
"""A name of a month, whole or cut short."""
