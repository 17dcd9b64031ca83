import declared from "../../../tables.json";

/** Keys of the tables. Whoever makes the tables reads the same file. */
export const { tables } = declared;
