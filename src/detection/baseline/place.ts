import { forgottenSince, type Spans, spanOf, touch } from './spans';

/** Who was seen at one network, site, country, machine or subscription (`network:203.0.0.0/16` …). JSON; replaced, never changed in place. */
export interface Place {
  /** Principal key → span, by ordinary life (sign-ins and Azure activity). */
  readonly life: Spans;
  /** Principal key → span, by learned console use. */
  readonly use: Spans;
  /** Of a site: the autonomous system that sign-ins named, as `AS5607`. */
  readonly asn?: string;
}

export const emptyPlace: Place = { life: {}, use: {} };

export function withVisit(place: Place, by: 'life' | 'use', who: string, day: number): Place {
  const spans = touch(place[by], who, day);
  return spans === place[by] ? place : { ...place, [by]: spans };
}

/** After a malicious verdict: this principal's visits from `day` on are taken back. */
export function withoutVisits(place: Place, who: string, day: number): Place {
  const only = (spans: Spans): Spans => {
    const span = spanOf(spans, who);
    if (span === undefined) return spans;
    const { [who]: _gone, ...rest } = spans;
    return { ...rest, ...forgottenSince({ [who]: span }, day) };
  };
  return { ...place, life: only(place.life), use: only(place.use) };
}
