/**
 * Makes a resource that AWS can't change before the one that it replaces goes. Without it the provider deletes first wherever
 * the program chooses the name, although only another name replaces these resources, so that both can stand side by side.
 */
export const createFirst = { deleteBeforeReplace: false } as const;

/**
 * Keeps the description that a security group was made with: AWS can't change it, and another one would replace the group
 * with all its rules. Earlier programs wrote a name into it.
 */
export const fixedDescription = { ignoreChanges: ["description"] };
