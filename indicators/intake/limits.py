"""How much of a stranger's file is taken in, and how much reading one may cost."""

MAX_BYTES = 20 * 1024 * 1024  # of a file; reports of 300 pages have 2 to 10 MB
MAX_TEXT = 5_000_000  # characters: some 2,500 pages

# Of the child that reads.
MEMORY_BYTES = 512 * 1024 * 1024  # address space; 300 dense pages take 60 MB, libraries included
CPU_SECONDS = 120  # 300 dense pages take 2
WALL_SECONDS = 150
OPEN_FILES = 32
ANSWER_BYTES = 32 * 1024 * 1024  # 5 million characters in UTF-8, and room for escapes

# Of what is packed in a .docx or .xlsx.
ENTRIES = 5_000
UNPACKED_BYTES = 200 * 1024 * 1024  # together: photographs, which are not opened, count too
ENTRY_BYTES = 48 * 1024 * 1024  # of one part in XML: as a tree it takes ten times that
RATIO = 250  # XML packs to a twentieth or a fiftieth, a bomb to a thousandth
RATIO_FROM_BYTES = 1024 * 1024

# Of a workbook.
ROWS, COLUMNS, CELLS = 50_000, 200, 1_000_000
