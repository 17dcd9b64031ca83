/** Bytes that a request may carry. The longest form of the application has 4 kB. */
export const longestBody = 64 * 1024;
