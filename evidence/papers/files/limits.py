"""Every limit on an uploaded file, in one place, each with its reason."""

import os

# One file. A photo of a phone is 3–12 MB, a scan of 30 sheets at 200 dpi 6–15 MB.
MAX_FILE_BYTES = 20_000_000
# How much is held in memory at a time while a file is looked through.
CHUNK_BYTES = 1 << 16

# Pictures. 108 MP is the largest sensor mode that fits the file limit; a baseline JPEG is shrunk
# while it is decoded, so that a picture of this size costs its preview about 25 MB.
MAX_PIXELS = 110_000_000
# What the decoder must hold whole (PNG, WebP, HEIC, progressive JPEG): 48 MP of an iPhone fits,
# four bytes a pixel make 200 MB at most.
MAX_PIXELS_WHOLE = 50_000_000
# The longest side that every decoder in use takes (JPEG's own limit is 65,535, WebP's 16,383).
MAX_SIDE = 30_000
# A comment, profile or caption packed inside a PNG; Pillow refuses above the same figure.
MAX_PACKED_TEXT_BYTES = 1 << 20
# A HEIC holds its picture beside thumbnails and tiles; the index of those is a few KB.
MAX_HEIC_INDEX_BYTES = 1 << 20
# A progressive JPEG comes in about ten passes; each further one is decoded over the whole picture.
MAX_SCANS = 60
# A picture built of more parts than these is no photo, but a way to keep a reader busy.
MAX_SEGMENTS = 20_000

# Word and Excel (ZIP inside).
MAX_ZIP_ENTRIES = 2_000
MAX_ZIP_INDEX_BYTES = 1 << 20
MAX_UNPACKED_BYTES = 200_000_000
MAX_RATIO = 100
# Below this size unpacked, any ratio is harmless: an empty sheet packs 200 : 1.
RATIO_FREE_BYTES = 10_000_000
# A list of relations or content types; those of a book of 500 pages stay below 200 KB.
MAX_RELATIONS_BYTES = 2_000_000
# One tag of XML with its attributes; those of Word and Excel stay below 10 KB.
MAX_XML_TOKEN_BYTES = 500_000

# PDF. A dossier of a whole criterion stays below 500 pages. Of the objects only those count that
# could act; 100,000 are walked in less than a second.
MAX_PDF_PAGES = 2_000
MAX_PDF_OBJECTS = 100_000
MAX_PDF_DEPTH = 60
# A file made anew from the pages of one that was allowed.
MAX_LEAVES_BYTES = 2 * MAX_FILE_BYTES
# What opening a file or a page sets off by itself is one jump, seldom two.
MAX_PDF_ACTIONS = 50

# Names: what every file system in use takes (NTFS, ext4, APFS).
MAX_NAME_BYTES = 255
# The name as it was given, kept beside the cleaned one (`Revision.original_name`).
MAX_ORIGINAL_CHARS = 500

# What is shown of a document without download: about forty screens of text.
MAX_PARAGRAPHS = 2_000
MAX_PARAGRAPH_CHARS = 5_000
MAX_SHEETS = 50
MAX_ROWS = 500
MAX_COLUMNS = 30
MAX_CELL_CHARS = 1_000
# The readers build the whole text in memory, at about ten times its size.
MAX_VIEW_XML_BYTES = 20_000_000

PREVIEW_LONGEST = 1_600
THUMBNAIL_LONGEST = 240
PREVIEW_QUALITY = 80

# All that is shown of one document together; each cell counts as so many characters more.
MAX_VIEW_CHARS = 400_000
CELL_CHARS = 10
MAX_WORDS_BYTES = 6_000_000

# Reading a file, in a process of its own. A sheet of A4 scanned at 600 dpi takes 0.3 s and 100 MB,
# the largest photo of a phone (HEIC, 48 MP) 2 s; what needs more than twice that is no document.
# The memory counts the libraries that are mapped in, about 200 MB.
READ_CPU_SECONDS = 5
READ_MEMORY_BYTES = 800_000_000
# A machine under load gives the process less time. Stopped by the clock after so much work it is
# the file; after less nothing is held against it, however often.
READ_WALL_SECONDS = 6.5
READ_CPU_HEAVY = 3
# Whatever else ends a reader without an answer is the file when it happens so often in a row.
READ_MOST_TRIES = 3
# Waiting and reading together; no request takes longer for one file.
READ_REQUEST_SECONDS = 9.5
READ_LEAST_SECONDS = 2
READ_START_SECONDS = 2
# One file is read at a time per web process, two on a machine. A browser requests six pictures of a
# list at once; two of the 8 threads stay free for everybody else. An upload waits longer.
READERS_PER_MACHINE = min(2, os.cpu_count() or 1)
READ_WAIT_SECONDS = 3
CHECK_WAIT_SECONDS = 6
READ_MOST_WAITING = 6

# The words by which a file is found: about twenty pages of text. What stands further behind is
# found by opening the file.
MAX_TEXT_CHARS = 60_000
MAX_TEXT_PAGES = 200
MAX_SIGNATURES = 20
# Written as JSON, a letter takes at most three bytes.
MAX_FACTS_BYTES = 400_000
# Of an old plan with its appendices, which is read into tasks.
MAX_PLAN_CHARS = 200_000
MAX_PLAN_BYTES = 900_000
