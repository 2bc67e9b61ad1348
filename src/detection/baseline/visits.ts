import type { Desk } from './desk';
import { placeKey } from './keys';
import { emptyPlace, type Place } from './place';
import type { Feature } from './profile';
import { draftOf, type SpanDraft } from './spans';

interface Visitor {
  readonly who: string;
  readonly day: number;
  readonly asn?: string | undefined;
}

/** The visits of one reading of ordinary life: each place is copied once, however many of its people were seen. */
export interface Visits {
  add(feature: Feature, value: string, visitor: Visitor): void;
  /** Writes every place that changed. */
  write(): void;
}

export function openVisits(desk: Desk): Visits {
  const drafts = new Map<string, { readonly place: Place; readonly life: SpanDraft; asn: string | undefined }>();
  return {
    add(feature, value, { who, day, asn }) {
      const key = placeKey(feature, value);
      let draft = drafts.get(key);
      if (draft === undefined) {
        const place = desk.read<Place>(key, emptyPlace);
        draft = { place, life: draftOf(place.life), asn: place.asn };
        drafts.set(key, draft);
      }
      draft.life.touch(who, day);
      if (feature === 'site' && asn !== undefined) draft.asn = asn;
    },
    write() {
      for (const [key, { place, life, asn }] of drafts) {
        const spans = life.done();
        if (spans === place.life && asn === place.asn) continue;
        desk.write<Place>(key, { ...place, life: spans, ...(asn === undefined ? {} : { asn }) });
      }
    },
  };
}
