export { csvCell } from '../adapters/config/csv-cell.ts';
export { readSeriesFile } from '../adapters/config/series-file.ts';
