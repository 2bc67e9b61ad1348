/** Spans of code that our own sentences hold: a command to type, never longer. Markdown shows what is in them as it is. */
const codeSpan = /(`[^`\n]{1,120}`)/;

/**
 * A sentence as markdown that shows exactly the sentence. What outsiders named things is in it, so everything that could start a link, an image, emphasis,
 * a tag or a mention is escaped, and addresses are broken so that no client links them. Line breaks and code spans stay.
 */
export function asMarkdown(sentence: string): string {
  return sentence
    .split(codeSpan)
    .map((part) => (codeSpan.test(part) ? part : escaped(part)))
    .join('');
}

function escaped(text: string): string {
  return text
    .replace(/[\\`*_[\]<>~|]/g, '\\$&')
    .replace(/^(\s*)([#=])/gm, '$1\\$2')
    .replace(/:\/\//g, ':\u2060//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}\u2060.`);
}
