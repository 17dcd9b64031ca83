/** Response header by which an application says which release answers. */
export const defaultReleaseHeader = "x-release-id";

/** In place of a header's name: the application does not say which release answers. */
export const noReleaseHeader = "none";
