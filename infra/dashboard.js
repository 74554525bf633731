// The framework loads JavaScript only; what it shows stands in TypeScript.
export { body } from './dashboard/body.ts';
