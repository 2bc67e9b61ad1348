/**
 * The one gate for text from outside: machine names, callers, groups, notes, sentences people typed.
 * Everything a card or message shows went through `plain` (card text runs, titles, choices, summaries) or `markdown` (message text).
 */

const longestShown = 160;

/** Fillers that render as nothing or as a blank, but are letters, marks or symbols to Unicode. */
const invisible = /\p{Variation_Selector}|\p{Default_Ignorable_Code_Point}|\u2800/gu;

/** Words of ASCII and the marks of our own sentences, one blank between them, without what any rule below looks for: most of a card, many times over. */
const harmless =
  /^[\w.,:;!?'"()[\]%+=/@#*&~^|>·“”’‘–—…±×→█▁▂▃▄▅▆▇-]+(?: [\w.,:;!?'"()[\]%+=/@#*&~^|>·“”’‘–—…±×→█▁▂▃▄▅▆▇-]+)*$/;

/**
 * Text that cannot break a card: NFC, no control, bidi, zero-width or private characters, one line, no mark towers, no template or date expression, no
 * mention tag. Idempotent, so composing sentences out of clean text and cleaning them again changes nothing.
 */
export function plain(text: string, longest = 4_000): string {
  if (harmless.test(text)) return cut(text, longest);
  const tidy = text
    .normalize('NFC')
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replace(invisible, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .replace(/\{(?=\{)/g, '{ ')
    .replace(/\$(?=\{)/g, '$ ')
    .replace(/<(?=\s*\/?\s*at\b)/gi, '‹')
    .replace(/ {2,}/g, ' ')
    .trim();
  return cut(tidy.normalize('NFC'), longest);
}

/**
 * Text from outside inside one of our own sentences: also shortened, and without the separator of our lines and our quotation marks, so that a name like
 * “rob · MFA yes” cannot pass for a fact of ours.
 */
export function outside(text: string, longest = longestShown): string {
  const shown = plain(text.replace(/[·•∙⋅‧・]/g, '.').replace(/[“”„‟«»]/g, "'"), longest);
  return shown === '' ? 'unnamed' : shown;
}

/** Outside text in quotation marks. */
export function quoted(text: string, longest = longestShown): string {
  return `“${outside(text, longest)}”`;
}

/** Clean text for a markdown renderer: every character that could start markup is escaped, addresses are broken so that no client links them. */
export function markdown(text: string, longest = 4_000): string {
  return plain(text, longest)
    .replace(/:\/\//g, ': //')
    .replace(/\bwww\./gi, 'www .')
    .replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&');
}

/** One line of a query or command for a monospaced run: cleaned like the rest, indentation kept. */
export function codeLine(line: string, longest = 700): string {
  const indent = /^[ \t]*/.exec(line)?.[0].replace(/\t/g, '  ').length ?? 0;
  return '\u00a0'.repeat(Math.min(indent, 12)) + plain(line, longest);
}

/** Shortens by code points and marks the cut. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const points = [...text];
  return points.length <= longest
    ? text
    : `${points
        .slice(0, Math.max(0, longest - 1))
        .join('')
        .trimEnd()}…`;
}
