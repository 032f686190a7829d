import { type Script, scriptOf } from './script';

/** By the name of its file, the last text that was split, and what came of it. */
export type KnownScripts = Map<string, { readonly text: string; readonly script: Promise<Script> }>;

/** Does what scriptOf does, once for each text. */
export function onceEach(known: KnownScripts): typeof scriptOf {
  return (name, text) => {
    const before = known.get(name);
    if (before?.text === text) return before.script;
    const script = scriptOf(name, text);
    known.set(name, { text, script });
    return script;
  };
}
