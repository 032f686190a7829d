/** What must be disposed of: VS Code's own registrations and our parts alike. */
export interface Disposing {
  dispose(): unknown;
}
