package sluice

// profiles are the ready policies. They are YAML, as users write it, so that
// `sluice policy show` prints what can be copied and changed.
var profiles = map[string]string{
	"default": `# Every kind that is on by default, replaced by its label: <EMAIL_ADDRESS>.
version: 1
threshold: 0.5
operator: label
`,
	"strict": `# For data that leaves the house: lower threshold, quasi-identifiers, reserved values too.
# Beside the kinds that are on by default: places, dates, ages and what else
# leads to a person when it stands together.
version: 1
threshold: 0.35
kinds: ["?*", AGE, GENDER, DATE_TIME, LOCATION, POSTAL_CODE, US_ZIP, NATIONALITY_RELIGION_POLITICS, SENSITIVE_ATTRIBUTE, MEDICAL_TERM]
include_reserved: true
operator: label
`,
	"secrets-only": `# Credentials alone: keys, tokens, passwords, connection strings.
version: 1
kinds: ["family:credential"]
operator: label
`,
	"training-text": `# Text that a model trains on: numbered labels, so that who is who survives
# within a document, and documents that hold little else are dropped.
version: 1
threshold: 0.5
operator: numbered
max_findings: 200
rules:
  # Which of two secrets it was teaches nothing.
  - kinds: ["family:credential"]
    operator: label
`,
	"pci-dss": `# Cards: the last four digits stay, track data, codes and expiry never do.
# PCI DSS v4.0.1, requirement 3.4 allows the BIN and the last four digits on
# display, and 3.3 forbids to store track data and verification codes at all.
version: 1
kinds: [CREDIT_CARD, CARD_CVV, CARD_TRACK, CARD_EXPIRY]
rules:
  - kinds: [CREDIT_CARD]
    operator: {mask: {keep_last: 4}}
operator: drop
`,
	"gdpr": `# Personal data as keyed pseudonyms (Regulation (EU) 2016/679, art. 4(5)); needs a key.
# Records can still be joined by whoever holds the key. Credentials and special
# categories (art. 9) are labelled: nothing needs to be joined by them.
version: 1
kinds: ["?*", NATIONALITY_RELIGION_POLITICS, SENSITIVE_ATTRIBUTE, GENDER]
rules:
  - kinds: ["family:credential", "family:quasi"]
    operator: label
operator: pseudonym
`,
	"hipaa-safe-harbor": `# The 18 identifiers of 45 CFR 164.514(b)(2), Safe Harbor.
# (A) names, (B) places smaller than a state, (C) all elements of dates but the
# year and ages above 89, (D)-(R) phone and fax, e-mail, SSN, medical record,
# health plan, account, certificate and licence, vehicle and device numbers,
# URLs, IP addresses and every other unique number. Pictures, voices and what
# the receiver knows besides (b)(2)(ii) are beyond any program.
version: 1
threshold: 0.4
kinds: ["?*", AGE, DATE_TIME, LOCATION, POSTAL_CODE, US_ZIP]
rules:
  # (B) the first three digits of a ZIP code stay where more than 20,000 people
  # live; (C) the year of a date, ages up to 89 in bands, and no year of birth
  # of anybody who is 90 or older: for records of later years than 2026, raise
  # the year.
  - kinds: [US_ZIP, POSTAL_CODE, DATE_OF_BIRTH, DATE_TIME, AGE]
    operator: {generalize: {born: 1937}}
operator: label
custom:
  # (K) to (R) where there is no form to go by: what stands behind its label.
  - kind: LICENSE_PLATE
    labelled: '[A-Z]{1,4}[ -]?[0-9][A-Z0-9]{1,6}|[0-9]{1,4}[ -]?[A-Z][A-Z0-9]{1,6}'
    words: [license plate, licence plate, plate number, plate no, vehicle plate, registration plate, tag number]
  - kind: DEVICE_SERIAL
    labelled: '[A-Z]{0,6}[-/]?[0-9][A-Z0-9/-]{3,24}'
    words: [serial number, serial no, device serial, device serial number, device id, device identifier, implant serial, pacemaker serial]
  - kind: BIOMETRIC_ID
    labelled: '[A-Z]{0,6}[-/]?[0-9][A-Z0-9/-]{3,24}'
    words: [fingerprint id, fingerprint, voiceprint id, voice print id, biometric id, biometric identifier, retina scan id, iris id]
  - kind: CERTIFICATE_NUMBER
    labelled: '[A-Z]{0,6}[-/]?[0-9][A-Z0-9/-]{3,24}'
    words: [certificate number, certificate no, license number, licence number, license no, licence no, permit number]
  - kind: WEB_URL
    pattern: '(?:https?|ftp)://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]{4,500}'
    score: 0.8
`,
}
