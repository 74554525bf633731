/** From the text of a CSV file to spans and numbers. */
export type CsvKernels = Record<never, never>;
