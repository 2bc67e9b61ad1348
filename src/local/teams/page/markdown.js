// @ts-check
/** Only what Teams renders in bot messages and cards: emphasis, lists, links. No HTML, no images, no headings, no code blocks. */
const md = /** @type {any} */ (window)
  .markdownit({ html: false, linkify: false, breaks: true })
  .disable([
    'image',
    'heading',
    'lheading',
    'code',
    'fence',
    'table',
    'hr',
    'blockquote',
    'reference',
    'autolink',
    'html_block',
    'html_inline',
  ]);

md.validateLink = (/** @type {string} */ url) => /^(https?:|mailto:)/i.test(url.trim());

/**
 * Markup for a text. `<at>…</at>` becomes a mention only where an entity says so.
 * @param {string} text
 * @param {{ text: string, you: boolean }[]} mentions
 * @returns {string}
 */
export function render(text, mentions = []) {
  let markup = md.render(text);
  for (const mention of mentions) {
    const name = mention.text.replace(/<[^>]*>/g, '');
    markup = markup.replaceAll(
      escapeMarkup(mention.text),
      `<span class="at${mention.you ? ' you' : ''}">${escapeMarkup(name)}</span>`,
    );
  }
  return markup;
}

/** @param {string} text */
export function escapeMarkup(text) {
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
}

/**
 * @param {any[]} entities of an activity or of a card's `msteams`
 * @param {{ mri: string, objectId: string, upn: string }} me
 */
export function mentionsIn(entities, me) {
  return (entities ?? [])
    .filter((entity) => entity.type === 'mention' && typeof entity.text === 'string')
    .map((entity) => ({ text: entity.text, you: [me.mri, me.objectId, me.upn].includes(entity.mentioned?.id) }));
}
