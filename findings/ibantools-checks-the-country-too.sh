#!/usr/bin/env bash
# ibantools 4.5.4: isValidIBAN answers "no" for a number in the form of its country with right IBAN check digits (ISO 13616, mod 97), if its country has further
# check digits inside the account number and these are wrong. It does so for some countries and not for others with such digits, such as Germany, so a redaction
# or a search that uses it as "is this an IBAN?" overlooks them. validateIBAN separates the two by its error codes. Lower-case letters make it invalid as well.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund ibantools@4.5.4
cat >run.cjs <<'JS'
const { countrySpecs, isValidIBAN, validateIBAN, ValidationErrorsIBAN } = require('ibantools');
// The IBAN check digits, by the standard's own rule.
const isStandard = (iban) =>
  [...iban.slice(4) + iban.slice(0, 4)].map((one) => parseInt(one, 36)).join('').replace(/\d+/, (n) => BigInt(n) % 97n) === '1';
for (const iban of ['FR7630006000011234567890189', 'FR0630006000011234567890188', 'fr7630006000011234567890189']) {
  const codes = validateIBAN(iban).errorCodes.map((code) => ValidationErrorsIBAN[code]);
  console.log(iban, 'mod 97:', isStandard(iban), 'valid:', isValidIBAN(iban), codes.join());
}
const checked = Object.entries(countrySpecs).filter(([, spec]) => spec.bban_validation_func).map(([country]) => country);
console.log(checked.length, 'countries have a check of their own; DE:', checked.includes('DE'), 'FR:', checked.includes('FR'));
JS
got=$(node run.cjs)
printf '%s\n' "$got"
[ "$got" = 'FR7630006000011234567890189 mod 97: true valid: true 
FR0630006000011234567890188 mod 97: true valid: false WrongAccountBankBranchChecksum
fr7630006000011234567890189 mod 97: true valid: false NoIBANCountry
17 countries have a check of their own; DE: false FR: true' ]
