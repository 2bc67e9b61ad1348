import { countryCodes } from './countries';

/** Names that `geo_info_from_ip_address` (MaxMind's English) spells otherwise than the Unicode names Node carries. */
const otherNames: Readonly<Record<string, string>> = {
  'hong kong': 'HK',
  macao: 'MO',
  macau: 'MO',
  myanmar: 'MM',
  'dr congo': 'CD',
  'democratic republic of the congo': 'CD',
  'congo republic': 'CG',
  'republic of the congo': 'CG',
  'ivory coast': 'CI',
  turkey: 'TR',
  'czech republic': 'CZ',
  'the netherlands': 'NL',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'north macedonia': 'MK',
  palestine: 'PS',
  eswatini: 'SZ',
  'cape verde': 'CV',
  'timor-leste': 'TL',
  'east timor': 'TL',
  'united states of america': 'US',
  'viet nam': 'VN',
};

const plain = (name: string) =>
  name
    .trim()
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/^st\. /, 'saint ');

function englishNames(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  const codes = countryCodes.map((code) => [plain(names.of(code) ?? code), code] as const);
  return new Map([...codes, ...Object.entries(otherNames)]);
}

let byName: Map<string, string> | undefined;
const cache = new Map<string, string | undefined>();

/** ISO 3166 alpha-2 of a code or an English country name; undefined for empty or unknown text. */
export function countryCode(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  if (!cache.has(text)) {
    byName ??= englishNames();
    const upper = text.trim().toUpperCase();
    cache.set(text, /^[A-Z]{2}$/.test(upper) ? upper : byName.get(plain(text)));
  }
  return cache.get(text);
}
