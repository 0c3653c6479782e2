// Package benchmarks measures sluice: on corpora made from a seed whose
// planted values are counted (package corpus), against yardsticks of the same
// run, and against text made to be slow. There is nothing in it but tests:
//
//	go test ./benchmarks                      the guard: counts, ratios, growth
//	go test ./benchmarks -run '^$' -bench .   the numbers, in MB/s
//
// Times are CPU seconds of the process where the system tells them, so that a
// busy machine spoils them little; MB are a million bytes. cores.py runs a
// built sluice on one core and on two; rivals/ compares sluice with other
// programs; RESULTS.md keeps what was measured.
package benchmarks
