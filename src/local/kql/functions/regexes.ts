import { checkPattern } from '../compile/operators';
import { NotSupportedByEmulator } from '../errors';
import { convertText } from '../values/convert';
import { compileRegex } from '../values/regex';
import type { Value } from '../values/types';
import { type Rules, strict, texts, typed } from './rule';

/** `\1` and `$1`-free rewriting: the service's replacement text writes groups as `\1`. */
function replaceRegex(text: string, pattern: string, rewrite: string): string {
  return text.replace(compileRegex(pattern, 'g'), (...match: unknown[]) => {
    return rewrite.replace(/\\(\d)/g, (_, group: string) => String(match[Number(group)] ?? ''));
  });
}

function trimWith(text: string, pattern: string, start: boolean, end: boolean): string {
  let result = text;
  if (start) result = result.replace(compileRegex(`^(?:${pattern})`), '');
  if (end) result = result.replace(compileRegex(`(?:${pattern})$`), '');
  return result;
}

function matchGroup(text: string, pattern: string, group: number): string {
  return compileRegex(pattern).exec(text)?.[group] ?? '';
}

/** One entry a match: the group's text when there is one group (or none), the list of the groups' texts when there are more. */
function extractAll(text: string, pattern: string, groups?: readonly Value[]): Value {
  const matches = [...text.matchAll(compileRegex(pattern, 'g'))];
  if (matches.length === 0) return null;
  return matches.map((match) => {
    const wanted = groups
      ? groups.map((group) => groupOf(match, group))
      : match.length === 1
        ? [match[0]]
        : match.slice(1);
    const present = wanted.map((text) => text ?? '');
    return present.length === 1 ? (present[0] ?? '') : present;
  });
}

function groupOf(match: RegExpExecArray, group: Value): string | undefined {
  return typeof group === 'string' ? match.groups?.[group] : match[group as number];
}

const replace = texts((text, pattern, rewrite) => replaceRegex(text as string, pattern as string, rewrite as string));

/** What was put in is not looked at again. */
function cut(text: string, from: string, to: string): { text: string; replaced: boolean }[] {
  if (from === '') throw new NotSupportedByEmulator('replace_strings() of an empty text');
  return text
    .split(from)
    .flatMap((part, index) => [...(index ? [{ text: to, replaced: true }] : []), { text: part, replaced: false }]);
}

export const regexRules: Rules = {
  extract: typed((args, { type, name }) => {
    const [pattern, group, text] = args;
    if (!pattern || !group || !text) throw new NotSupportedByEmulator(name);
    checkPattern(pattern);
    return (row) => {
      const found = matchGroup(text.eval(row) as string, pattern.eval(row) as string, group.eval(row) as number);
      return type === 'string' ? found : convertText(found, type);
    };
  }),
  extract_all: typed((args, { name }) => {
    const [pattern, second, third] = args;
    if (!pattern || !second) throw new NotSupportedByEmulator(name);
    checkPattern(pattern);
    if (third) {
      return (row) =>
        extractAll(third.eval(row) as string, pattern.eval(row) as string, second.eval(row) as readonly Value[]);
    }
    return (row) => extractAll(second.eval(row) as string, pattern.eval(row) as string);
  }),
  replace_regex: replace,
  replace,
  trim: texts((pattern, text) => trimWith(text as string, pattern, true, true)),
  trim_start: texts((pattern, text) => trimWith(text as string, pattern, true, false)),
  trim_end: texts((pattern, text) => trimWith(text as string, pattern, false, true)),
  replace_strings: strict((text: string, from: readonly Value[], to: readonly Value[]) => {
    let pieces = [{ text, replaced: false }];
    from.forEach((each, index) => {
      pieces = pieces.flatMap((piece) =>
        piece.replaced ? [piece] : cut(piece.text, String(each), String(to[index] ?? '')),
      );
    });
    return pieces.map((piece) => piece.text).join('');
  }),
  regex_quote: texts((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
};
