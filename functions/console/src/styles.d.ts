/** Styles of one page are imported by it and come with its chunk. */
declare module '*.css';
