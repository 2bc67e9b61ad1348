import { NotSupportedByEmulator } from '../errors';
import { compileRegex } from '../values/regex';

export type TextTest = (text: string, needle: string) => boolean;

/** The test behind an operator such as `has` or `!contains_cs`. */
export function textOperator(operator: string): TextTest {
  const negated = operator.startsWith('!');
  const name = operator === '!~' ? '=~' : negated ? operator.slice(1) : operator;
  const test = Object.hasOwn(tests, name) ? tests[name] : undefined;
  if (!test) throw new NotSupportedByEmulator(`the operator ${operator}`);
  return negated ? (text, needle) => !test(text, needle) : test;
}

const caseSensitive: Readonly<Record<string, TextTest>> = {
  has_cs: hasTerm,
  hasprefix_cs: hasTermPrefix,
  hassuffix_cs: hasTermSuffix,
  contains_cs: (text, needle) => text.includes(needle),
  startswith_cs: (text, needle) => text.startsWith(needle),
  endswith_cs: (text, needle) => text.endsWith(needle),
};

const tests: Readonly<Record<string, TextTest>> = {
  ...caseSensitive,
  '=~': sameText,
  has: folded(hasTerm),
  hasprefix: folded(hasTermPrefix),
  hassuffix: folded(hasTermSuffix),
  contains: folded((text, needle) => text.includes(needle)),
  startswith: folded((text, needle) => text.startsWith(needle)),
  endswith: folded((text, needle) => text.endsWith(needle)),
  'matches regex': (text, pattern) => compileRegex(pattern).test(text),
};

const equalFolded = folded((text, needle) => text === needle);

function sameText(text: string, needle: string): boolean {
  return text === needle || (text.length === needle.length && equalFolded(text, needle));
}

/** The needle of a filter is the same for every row, so its lower case is kept. */
function folded(test: TextTest): TextTest {
  let lastNeedle = '';
  let lowerNeedle = '';
  return (text, needle) => {
    if (text.length < needle.length) return false;
    if (needle !== lastNeedle) {
      lastNeedle = needle;
      lowerNeedle = needle.toLowerCase();
    }
    return test(text.toLowerCase(), lowerNeedle);
  };
}

const termCharacter = /[\p{L}\p{N}]/u;

function isTermAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code < 128) return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return index >= 0 && index < text.length && termCharacter.test(text.charAt(index));
}

/** A whole term: the needle's own ends only have to meet a border where they are letters or digits. */
export function hasTerm(text: string, needle: string): boolean {
  return found(text, needle, true, true);
}

function hasTermPrefix(text: string, needle: string): boolean {
  return found(text, needle, true, false);
}

function hasTermSuffix(text: string, needle: string): boolean {
  return found(text, needle, false, true);
}

function found(text: string, needle: string, atStart: boolean, atEnd: boolean): boolean {
  if (needle === '') return true;
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) {
    const end = at + needle.length;
    const startsTerm = !atStart || !isTermAt(needle, 0) || at === 0 || !isTermAt(text, at - 1);
    const endsTerm = !atEnd || !isTermAt(needle, needle.length - 1) || end === text.length || !isTermAt(text, end);
    if (startsTerm && endsTerm) return true;
  }
  return false;
}
