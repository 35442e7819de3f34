import type { Country } from '@webstore/contracts';

/** Usual behaviour of the acquirer for a country. */
export interface CountryProfile {
  /** Share of declined captures, 0 to 1. */
  declines: number;
  /** Minimum response time in milliseconds. */
  fastestMs: number;
  slowestMs: number;
}

/** Brazil declines often, Japan is slow, and there are no technical failures. */
export const countryProfiles: Readonly<Record<Country, CountryProfile>> = {
  DE: { declines: 0.01, fastestMs: 40, slowestMs: 80 },
  FR: { declines: 0.015, fastestMs: 50, slowestMs: 90 },
  GB: { declines: 0.01, fastestMs: 40, slowestMs: 90 },
  US: { declines: 0.02, fastestMs: 60, slowestMs: 120 },
  BR: { declines: 0.15, fastestMs: 60, slowestMs: 120 },
  JP: { declines: 0.01, fastestMs: 700, slowestMs: 900 },
  IN: { declines: 0.02, fastestMs: 70, slowestMs: 120 },
  AU: { declines: 0.015, fastestMs: 60, slowestMs: 110 },
};
