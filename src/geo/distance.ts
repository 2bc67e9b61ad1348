import { areNeighbours, countryFacts } from './countries';

export interface Place {
  readonly country?: string | undefined;
  readonly latitude?: number | undefined;
  readonly longitude?: number | undefined;
}

const earthRadiusKm = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres. */
export function kilometresBetween(a: { latitude: number; longitude: number }, b: typeof a): number {
  const dLat = radians(b.latitude - a.latitude) / 2;
  const dLon = radians(b.longitude - a.longitude) / 2;
  const h = Math.sin(dLat) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLon) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(h)));
}

export interface Travel {
  readonly kilometres: number;
  readonly kilometresPerHour: number;
}

/** Elastic's published floor for impossible travel (reference §4): both must be reached. */
const leastKilometres = 500;
const leastSpeed = 800;

/**
 * The travel between two places when nobody could have made it in `hours`, else undefined. By coordinates where both have them, else by country
 * centroids, and then never within a country or between neighbours: a border may be a few kilometres away.
 */
export function impossibleTravel(from: Place, to: Place, hours: number): Travel | undefined {
  const exact = coordinates(from) !== undefined && coordinates(to) !== undefined;
  if (!exact && (!from.country || !to.country || areNeighbours(from.country, to.country))) return undefined;
  const a = exact ? coordinates(from) : centre(from.country);
  const b = exact ? coordinates(to) : centre(to.country);
  if (a === undefined || b === undefined) return undefined;
  const kilometres = kilometresBetween(a, b);
  // Two rows of one minute must not divide by zero, nor a clock skew make a journey.
  const kilometresPerHour = kilometres / Math.max(Math.abs(hours), 1 / 60);
  return kilometres >= leastKilometres && kilometresPerHour >= leastSpeed
    ? { kilometres, kilometresPerHour }
    : undefined;
}

function coordinates({ latitude, longitude }: Place) {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

function centre(country: string | undefined) {
  return country === undefined ? undefined : countryFacts(country);
}
