import { isRecord } from './activity';

export interface ReadText {
  readonly text: string;
  /** People mentioned, the bot excluded; `mri` is their `29:` id. */
  readonly mentions: readonly { readonly mri: string; readonly name: string }[];
}

const NAMED_ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/**
 * What somebody wrote, as plain words: the bot's own mention removed wherever it stands, other mentions reduced to their names, the no-break spaces the
 * Teams composer leaves (as characters and as `&nbsp;`) made ordinary. Mentions are found by their entities, never by guessing from the text.
 */
export function readText(raw: string | undefined, entities: readonly unknown[], botId: string): ReadText {
  let text = raw ?? '';
  const mentions: { mri: string; name: string }[] = [];
  for (const { id, name, marker } of entities.flatMap(toMention)) {
    const isBot = id === botId;
    text = marker === '' ? text : text.replaceAll(marker, isBot ? ' ' : stripTags(marker));
    if (!isBot && !mentions.some(({ mri }) => mri === id)) mentions.push({ mri: id, name });
  }
  return { text: tidy(text), mentions };
}

function toMention(entity: unknown): { id: string; name: string; marker: string }[] {
  if (!isRecord(entity) || entity.type !== 'mention' || !isRecord(entity.mentioned)) return [];
  const { id, name } = entity.mentioned;
  if (typeof id !== 'string') return [];
  const marker = typeof entity.text === 'string' ? entity.text : '';
  return [{ id, name: typeof name === 'string' ? name : stripTags(marker), marker }];
}

function stripTags(marker: string): string {
  return marker.replace(/<[^>]*>/g, '');
}

function tidy(text: string): string {
  return text
    .replace(/&nbsp;|&#160;|[\u00a0\u2007\u202f]/g, ' ')
    .replace(/[\u200b\ufeff]/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (whole, entity: string) => NAMED_ENTITIES[entity] ?? whole)
    .replace(/[ \t]+/g, ' ')
    .trim();
}
