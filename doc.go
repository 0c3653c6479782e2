// Package sluice finds personal data and credentials in datasets and writes
// the datasets back redacted.
//
// # Words
//
// A field is one value of a record. A block is a run of whole records. A
// candidate is a span of a field that a pattern fits; a finding is a candidate
// whose evidence reaches the threshold; its kind says what it is
// (EMAIL_ADDRESS). A value is the text of a finding. An operator makes what
// stands in its place. A [Policy] says what is wanted, a [Plan] is a policy
// that was checked and compiled, a [Report] says what happened.
//
// # Flow
//
//	file -> Reader cuts a Block              by a worker, one at a time: finds record ends only
//	     -> Block.Rewrite                    by that worker, in parallel: parse, show each Field
//	          -> Memo.Skim                   rows of a table: cells that surely hold nothing are not shown
//	          -> Scanner.Scan                Findings: spans, no text
//	          -> Operator.Apply              the replacement
//	          -> Scanner.ScanNear            what replacements lay open
//	          -> spans go back to the block, escaped as its format demands
//	     -> Writer.Write                     in file order, by the worker whose block was due
//	     -> temporary file, renamed when whole
//
// Bytes come in through sluice/formats, are looked at by sluice/scanner and
// replaced by sluice/redact. The three do not know each other; they meet in
// worker.go of this package and nowhere else. What belongs to a wing stands on
// its shelf: formats/codecs, scanner/detectors, redact/operators.
//
// # Laws
//
// Each has a test of its name.
//
//  1. A record without a finding leaves with its own bytes.
//  2. The output depends on the input, the policy and the key alone: not on the
//     number of workers, sizes of reads, shards, order, clock or map order.
//  3. A prefilter has no false negatives.
//  4. No value leaves in an error, a log, a report, a panic or a progress line.
//  5. Fail closed: what cannot be read is never passed on unread.
//  6. A replacement is a function of key, kind and normalised value.
//  7. Memory is slots x block, whatever the size of the file.
//  8. Parameters are checked in Compile, not at some record.
//  9. The output of redact, scanned with the same policy, shows nothing.
//
// # Use
//
//	policy, err := sluice.LoadPolicy(r)        // or &sluice.Policy{}
//	plan, err := policy.Compile(sluice.Env{Keys: ring})
//	report, err := plan.Redact(ctx, dst, &formats.Input{Name: "chat.jsonl", R: src}, sluice.Options{})
//
// Detectors and operators written in Go are put into [Policy.Detectors] and
// [Policy.Operators]; see the example of Policy.
package sluice
