import type * as v from 'valibot';
import type { Problem } from './words.ts';

export type ProblemDocument = v.InferOutput<typeof Problem>;
