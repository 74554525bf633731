/**
 * What a file may claim before it is believed. Every size that a file declares is compared with these before memory is
 * taken for it. Real CUR 2.0 chunks hold some 500,000 rows; the bounds leave more than tenfold room.
 */

/** Parquet footer: 131 columns × 41 row groups need 0.7 MB. */
export const FOOTER_BYTES_MAX = 32 * 1024 * 1024;
/** A page header carries at most two statistics values. */
export const PAGE_HEADER_BYTES_MAX = 128 * 1024;
export const FILE_ROWS_MAX = 50_000_000;
export const ROW_GROUPS_MAX = 20_000;
export const ROW_GROUP_ROWS_MAX = 4_194_304;
/** One column chunk as stored, and unpacked. */
export const CHUNK_BYTES_MAX = 512 * 1024 * 1024;
export const CHUNK_INFLATED_BYTES_MAX = 1024 * 1024 * 1024;
/** One page unpacked; writers that make one page a chunk stay under a fifth of it. */
export const PAGE_INFLATED_BYTES_MAX = 256 * 1024 * 1024;
/** Entries of one map column in one row group: 131 attributes a row would be more than any product has. */
export const MAP_ENTRIES_MAX = 64 * 1024 * 1024;
export const PAGES_PER_CHUNK_MAX = 100_000;

/** Gaps up to this size are read along with their neighbours: a request costs more than the bytes. */
export const RANGE_GAP_BYTES_MAX = 64 * 1024;
export const RANGE_BYTES_MAX = 16 * 1024 * 1024;
/** Ranges in flight at a time. */
export const RANGES_AT_ONCE = 6;

/** Unpacked bytes of one CSV file: 50 million rows of 1.2 kB. */
export const CSV_BYTES_MAX = 64 * 1024 * 1024 * 1024;
/** Real exports unpack sevenfold; a bomb 1,000-fold. Counted only above the free part, as tiny files of one repeated row pack well. */
export const GZIP_RATIO_MAX = 200;
export const GZIP_RATIO_FREE_BYTES = 16 * 1024 * 1024;
/** One CSV record; a row of 131 columns with fifty long tags stays under 64 kB. */
export const CSV_RECORD_BYTES_MAX = 4 * 1024 * 1024;
export const CSV_COLUMNS_MAX = 2_000;
/** Compressed bytes a CSV range read asks for. */
export const CSV_RANGE_BYTES = 4 * 1024 * 1024;

/** Rows a batch may have (port `charge-source`). */
export const BATCH_ROWS_MAX = 65_536;

/** A manifest of 10,000 files has about 3 MB. */
export const MANIFEST_BYTES_MAX = 16 * 1024 * 1024;
export const MANIFEST_FILES_MAX = 10_000;
