/** What can be left out of the comparison and so of the script; white space is that in the bodies of functions. */
export const IGNORABLE = ['owner', 'grants', 'comment', 'tablespace', 'whitespace'] as const;

export type Ignorable = (typeof IGNORABLE)[number];
