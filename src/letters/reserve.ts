import type { Settings } from '../etiquette/facts.ts';

/**
 * ISO 3166 codes of countries where pushing oneself forward counts against a candidate. Letters there say thanks and
 * interest, not "I want the job", ask more softly, and greet by the whole name. Kept short: only where a source says so.
 * - CH, NZ, SE: the three least assertive of 62 societies in the GLOBE study (House et al., 2004; the summary in Robbins,
 *   Organizational Behavior, exhibit "GLOBE highlights").
 * - DK, NO, SE: the Law of Jante; evidence is welcome, boasting is not (vitae.ac.uk, "Jantelov", 2012).
 * - FI: "personal praise does not come naturally", big words read as untrue (GoinGlobal, "Finland: interview advice").
 * - JP: self-assertion in an interview is disliked, modesty is liked (manabink.com, "Taboo in Japan", 2020).
 */
const RESERVED: ReadonlySet<string> = new Set(['CH', 'DK', 'FI', 'JP', 'NO', 'NZ', 'SE']);

/** Whether the member's country likes its letters softer; without a country, never. */
export function isReserved({ country }: Settings): boolean {
  return country !== undefined && RESERVED.has(country.toUpperCase());
}
