package sluice

// profiles are the ready policies. They are YAML, as users write it, so that
// `sluice policy show` prints what can be copied and changed.
var profiles = map[string]string{
	"default": `# Every kind that is on by default, replaced by its label: <EMAIL_ADDRESS>.
version: 1
threshold: 0.5
operator: label
`,
	"strict": `# For data that leaves the house: more kinds, a lower threshold, and values
# that can be nobody's are replaced as well.
version: 1
threshold: 0.35
kinds: ["*", "-family:company", "-DATE_TIME", "-DOMAIN_HOSTNAME"]
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
	"pci-dss": `# Cards: at most the last four digits stay (PCI DSS v4.0, requirement 3.4
# allows the first six and the last four on display; stored data here keeps
# less). Track data and card verification codes never stay.
version: 1
kinds: ["CREDIT_CARD", "CARD_*", "*CVV*", "*TRACK*"]
rules:
  - kinds: [CREDIT_CARD]
    operator: {mask: {keep_last: 4}}
operator: drop
`,
	"gdpr": `# Personal data of Regulation (EU) 2016/679, art. 4(1): direct identifiers are
# replaced by keyed pseudonyms (art. 4(5)), so that records can still be joined
# by whoever holds the key; credentials are no personal data to keep.
version: 1
rules:
  - kinds: ["family:credential"]
    operator: label
operator: pseudonym
`,
	"hipaa-safe-harbor": `# The 18 identifiers of 45 CFR 164.514(b)(2): names, places smaller than a
# state, dates but their year, ages above 89, and every number, address and
# name that leads to a person.
version: 1
threshold: 0.4
operator: label
`,
}
