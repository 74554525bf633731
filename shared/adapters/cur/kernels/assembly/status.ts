/** The statuses of `kernels.ts`. */
export const DAMAGED: i32 = -1;
export const FULL: i32 = -2;
