/**
 * What can be left out of the comparison and so of the script. White space is that in the bodies of functions; Prisma's
 * habits are what its schemas say in their own way where the database means the same.
 */
export const IGNORABLE = ['owner', 'grants', 'comment', 'tablespace', 'whitespace', 'prisma-habits'] as const;

export type Ignorable = (typeof IGNORABLE)[number];
