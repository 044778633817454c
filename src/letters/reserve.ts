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
export function isReserved({ country }: Pick<Settings, 'country'>): boolean {
  return country !== undefined && RESERVED.has(country.toUpperCase());
}

/**
 * Where the family name comes first: nobody is to be greeted by that alone (surnameorigin.org, "Why some cultures put the family
 * name first", 2026; liquisearch.com, "Eastern name order").
 */
const FAMILY_NAME_FIRST: ReadonlySet<string> = new Set(['CN', 'HK', 'HU', 'JP', 'KR', 'TW', 'VN']);

/** Whether people in the member's country are called by their whole name, for respect or because the family name is first. */
export function saysWholeName({ country }: Settings): boolean {
  return country !== undefined && (isReserved({ country }) || FAMILY_NAME_FIRST.has(country.toUpperCase()));
}
