import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  type JSONPath,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { TextPositions } from './text-positions';

/** Something that is wrong at a place of a JSON file; line and column start at 1. */
export interface JsonProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** By the parser's own names of what it misses. */
const PHRASES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON',
  InvalidNumberFormat: 'a number is expected',
  PropertyNameExpected: 'a name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing } is expected',
  CloseBracketExpected: 'a closing ] is expected',
  EndOfFileExpected: 'nothing more is expected here',
  UnexpectedEndOfComment: 'the comment is not closed',
  UnexpectedEndOfString: 'the string is not closed',
  InvalidUnicode: 'this is no Unicode escape',
  InvalidEscapeCharacter: 'this is no escape sequence; a backslash is written \\\\',
  InvalidCharacter: 'this character is not allowed',
};

/** JSON as people write it, with comments and trailing commas, that knows where each of its values stands. */
export class JsonDocument {
  readonly value: unknown;
  /** What is wrong with it as JSON. */
  readonly problems: readonly JsonProblem[];
  readonly #root: Node | undefined;
  readonly #positions: TextPositions;

  constructor(text: string) {
    const errors: ParseError[] = [];
    this.#positions = new TextPositions(text);
    this.#root = parseTree(text.replace(/^\uFEFF/, ' '), errors, { allowTrailingComma: true });
    this.value = this.#root === undefined ? undefined : (getNodeValue(this.#root) as unknown);
    this.problems = [
      ...errors.map(({ error, offset }) =>
        this.#problem(PHRASES[printParseErrorCode(error)] ?? 'this is no JSON', offset),
      ),
      ...(this.#root === undefined ? [] : this.#repeatedNames(this.#root)),
    ];
  }

  /** A problem with the value at a path; where there is no such value, at what should hold it. */
  problemAt(path: JSONPath, message: string): JsonProblem {
    return this.#problem(message, this.#nearest(path)?.offset ?? 0);
  }

  /** A problem with a name in the object at a path. */
  problemAtName(path: JSONPath, name: string, message: string): JsonProblem {
    const property = this.#nearest(path)?.children?.find((child) => child.children?.[0]?.value === name);
    return this.#problem(message, property?.offset ?? this.#nearest(path)?.offset ?? 0);
  }

  /** The value at a path. */
  valueAt(path: JSONPath): unknown {
    const node = this.#root === undefined ? undefined : findNodeAtLocation(this.#root, path);
    return node === undefined ? undefined : (getNodeValue(node) as unknown);
  }

  #nearest(path: JSONPath): Node | undefined {
    if (this.#root === undefined) return undefined;
    for (let length = path.length; length > 0; length--) {
      const node = findNodeAtLocation(this.#root, path.slice(0, length));
      if (node !== undefined) return node;
    }
    return this.#root;
  }

  /** JSON lets the last of them win without a word. */
  #repeatedNames(node: Node): readonly JsonProblem[] {
    const seen = new Set<unknown>();
    return (node.children ?? []).flatMap((child) => {
      const below = this.#repeatedNames(child);
      if (child.type !== 'property') return below;
      const name: unknown = child.children?.[0]?.value;
      if (!seen.has(name)) {
        seen.add(name);
        return below;
      }
      return [this.#problem(`${JSON.stringify(name)} is there twice`, child.offset), ...below];
    });
  }

  #problem(message: string, offset: number): JsonProblem {
    return { message, ...this.#positions.lineAndColumn(offset) };
  }
}
