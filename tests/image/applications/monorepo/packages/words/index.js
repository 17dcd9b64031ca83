export const greeting = "Hello from another folder";
