/**
 * JSON by value: the form `json` of the canonical forms. A parser of our own because numbers must stay exact
 * (`JSON.parse` rounds 9007199254740993) and engines disagree on how they print the same document.
 *
 * A member that is repeated stays so, each time with its value and in their order: what keeps documents as text keeps them all,
 * and readers disagree on which one counts (the first in MariaDB's functions, the last in PostgreSQL's).
 */

/** Marks a text that is not JSON; no canonical document starts with it. */
const NOT_JSON = '!';

/** The canonical form of a JSON text; of any other text, the text itself behind a mark, so that only that row differs. */
export function canonicalJson(text: string): string {
  try {
    const parser = new Parser(text);
    return parser.document();
  } catch (error) {
    // A RangeError is a document nested deeper than the stack: comparing its text can only err towards a difference.
    if (error instanceof SyntaxError || error instanceof RangeError) return NOT_JSON + text;
    throw error;
  }
}

/**
 * A JSON number as its significant digits and a power of ten: 1, 1.0 and 10e-1 are `1`, 1500 is `15e2`, -0 is `0`.
 */
export function canonicalNumber(number: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(number) ?? [];
  const significant = (whole + fraction).replace(/^0+/, '');
  const digits = significant.replace(/0+$/, '');
  if (digits === '') return '0';
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(significant.length - digits.length);
  return `${sign}${digits}${power === 0n ? '' : `e${String(power)}`}`;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\n\r]*/y;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): string {
    const value = this.#value();
    this.#space();
    if (this.#at !== this.#text.length) throw new SyntaxError('text behind the document');
    return value;
  }

  #value(): string {
    this.#space();
    switch (this.#text[this.#at]) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true');
      case 'f':
        return this.#word('false');
      case 'n':
        return this.#word('null');
      default:
        return canonicalNumber(this.#match(NUMBER));
    }
  }

  #object(): string {
    const members: [name: string, value: string][] = [];
    this.#list('}', () => {
      this.#space();
      const name = this.#string();
      this.#space();
      this.#word(':');
      members.push([name, this.#value()]);
    });
    // Sorting keeps the order of what is equal.
    members.sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1));
    return `{${members.map(([name, value]) => `${name}:${value}`).join(',')}}`;
  }

  #array(): string {
    const values: string[] = [];
    this.#list(']', () => {
      values.push(this.#value());
    });
    return `[${values.join(',')}]`;
  }

  /** From the opening bracket through the closing one. */
  #list(close: string, item: () => void): void {
    this.#at++;
    this.#space();
    if (this.#text[this.#at] === close) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      this.#space();
      const next = this.#text[this.#at++];
      if (next === close) return;
      if (next !== ',') throw new SyntaxError('no comma');
    }
  }

  #string(): string {
    if (this.#text[this.#at] !== '"') throw new SyntaxError('no string');
    const start = this.#at++;
    // By hand: a regular expression runs out of stack on a string of some megabytes.
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    return JSON.stringify(JSON.parse(this.#text.slice(start, ++this.#at)) as string);
  }

  #word(word: string): string {
    if (!this.#text.startsWith(word, this.#at)) throw new SyntaxError(`no ${word}`);
    this.#at += word.length;
    return word;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) throw new SyntaxError('unexpected text');
    this.#at += found.length;
    return found;
  }
}
