package benchmarks

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"

	"sluice"
	"sluice/benchmarks/corpus"
	"sluice/formats"
	"sluice/scanner"
)

// benchSize is the size of each corpus in benchmarks, in bytes.
const benchSize = 6 << 20

// strays bounds, for each corpus, the findings that nothing was planted for,
// in findings a million bytes of the file. The corpora are made of syllables
// and random numbers, and chance now and then makes what a kind is written in;
// the bounds are what was judged to be that.
var strays = map[string]float64{
	"prose":   1,
	"quiet":   0,
	"web":     1,
	"code":    1,
	"chat":    1,
	"csv":     1,
	"log":     1,
	"dense":   20,
	"scripts": 5,
}

// missable bounds the share of planted values that may be missed, by corpus
// and kind; nothing else may be missed at all. A card number whose neighbour
// is, by chance, a year ("4560 9143 0573 9290 1895") reads as five groups of
// four digits, which are no card.
var missable = map[string]map[string]float64{
	"dense": {"CREDIT_CARD": 0.015},
}

// checkCounts compares what was found with what was planted: no value of a
// planted kind may be missing, and of everything else there may be no more
// than the bound of the corpus.
func checkCounts(tb testing.TB, kind string, size int, planted map[string]int, found map[string]int64) {
	tb.Helper()
	var more []string
	extra := int64(0)
	for k, n := range found {
		if d := n - int64(planted[k]); d > 0 {
			extra += d
			more = append(more, fmt.Sprintf("%s +%d", k, d))
		}
	}
	sort.Strings(more)
	for k, n := range planted {
		if float64(found[k]) < float64(n)*(1-missable[kind][k]) {
			tb.Errorf("%s: %d of %d planted %s were found (beyond what was planted: %s)", kind, found[k], n, k, strings.Join(more, ", "))
		}
	}
	if bound := int64(math.Ceil(strays[kind] * float64(size) / 1e6)); extra > bound {
		tb.Errorf("%s: %d findings that nothing was planted for, at most %d are expected: %s", kind, extra, bound, strings.Join(more, ", "))
	}
}

func (s *corpusSet) check(tb testing.TB, kind string, rs *scanner.Ruleset, counts []int) {
	tb.Helper()
	found := map[string]int64{}
	for i, n := range counts {
		if n > 0 {
			found[rs.Detectors()[i].Kind] = int64(n)
		}
	}
	checkCounts(tb, kind, len(s.raw), s.planted, found)
}

// Every planted value is found as what it is, and hardly anything else.
func TestPlanted(t *testing.T) {
	rs := catalogue(t)
	for _, kind := range corpus.Kinds {
		t.Run(kind, func(t *testing.T) {
			s := makeSet(t, kind, 2<<20)
			s.places(rs)
			counts := make([]int, len(rs.Detectors()))
			s.scan(t, rs.NewScanner(), nil, counts)
			s.check(t, kind, rs, counts)
		})
	}
}

// loop is the loop of a benchmark over so many bytes. Beside the MB/s of the
// clock on the wall it reports those of CPU time (user and system, all
// threads), which a busy machine spoils less.
func loop(b *testing.B, bytes int64, f func()) {
	b.SetBytes(bytes)
	from := cpuTime()
	for b.Loop() {
		f()
	}
	b.ReportMetric(float64(bytes)*float64(b.N)/1e6/(cpuTime()-from).Seconds(), "MB/cpu-s")
}

// BenchmarkScan is the scanner alone on decoded fields, one goroutine. B/s
// are bytes of the fields; findings/MB says how dense the corpus is.
func BenchmarkScan(b *testing.B) {
	rs := catalogue(b)
	for _, kind := range corpus.Kinds {
		b.Run(kind, func(b *testing.B) {
			s := makeSet(b, kind, benchSize)
			s.places(rs)
			sc := rs.NewScanner()
			counts := make([]int, len(rs.Detectors()))
			dst := s.scan(b, sc, nil, counts)
			s.check(b, kind, rs, counts)
			total := 0
			for _, n := range counts {
				total += n
			}
			b.ReportAllocs()
			loop(b, s.text, func() { dst = s.scan(b, sc, dst, nil) })
			b.ReportMetric(float64(total)/(float64(s.text)/1e6), "findings/MB")
		})
	}
}

// BenchmarkYardstick are things that anybody can compare with, on the prose
// corpus in the same run.
func BenchmarkYardstick(b *testing.B) {
	s := makeSet(b, "prose", benchSize)
	lines := bytes.SplitAfter(bytes.TrimSuffix(s.raw, []byte("\n")), []byte("\n"))
	email := regexp.MustCompile(`[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}`)
	var k sink
	for _, y := range []struct {
		name string
		run  func()
	}{
		{"loop", func() { k.sum += yardstick(s.raw) }},
		{"count-newlines", func() { k.n += bytes.Count(s.raw, []byte("\n")) }},
		{"json-valid", func() {
			for _, l := range lines {
				if !json.Valid(l) {
					b.Fatal("a line of the corpus is no JSON")
				}
			}
		}},
		{"regexp-email", func() {
			n := 0
			for _, l := range lines {
				n += len(email.FindAllIndex(l, -1))
			}
			if n < s.planted["EMAIL_ADDRESS"] {
				b.Fatalf("the pattern finds %d of %d e-mail addresses", n, s.planted["EMAIL_ADDRESS"])
			}
		}},
	} {
		b.Run(y.name, func(b *testing.B) {
			loop(b, int64(len(s.raw)), y.run)
		})
	}
}

// defaultPlan is the policy that runs where none is given.
func defaultPlan(tb testing.TB, scan bool) *sluice.Plan {
	tb.Helper()
	compile := sluice.DefaultPolicy().Compile
	if scan {
		compile = sluice.DefaultPolicy().CompileScan
	}
	pl, err := compile(sluice.Env{})
	if err != nil {
		tb.Fatal(err)
	}
	return pl
}

// pipeline runs a whole plan over a corpus, in memory, with one worker.
func pipeline(tb testing.TB, s *corpusSet, pl *sluice.Plan, redact bool) *sluice.Report {
	tb.Helper()
	var rep *sluice.Report
	var err error
	// The corpora have columns that no sample need decide; an empty decision
	// keeps the reading of one out of the time.
	o := sluice.Options{Workers: 1, Columns: &sluice.Columns{}}
	if redact {
		rep, err = pl.Redact(context.Background(), io.Discard, s.input(), o)
	} else {
		rep, err = pl.Scan(context.Background(), s.input(), o)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return rep
}

func countsOf(rep *sluice.Report) map[string]int64 {
	found := map[string]int64{}
	for _, k := range rep.Kinds {
		found[k.Kind] += k.Count
	}
	return found
}

// pipelineKinds are the corpora that whole plans are measured on: one of each
// format, and JSON Lines of each density.
var pipelineKinds = []string{"prose", "quiet", "chat", "csv", "log", "dense", "scripts"}

// What the scanner finds in decoded fields, the pipeline finds in the file.
func TestPipelinePlanted(t *testing.T) {
	scan, redact := defaultPlan(t, true), defaultPlan(t, false)
	for _, kind := range pipelineKinds {
		t.Run(kind, func(t *testing.T) {
			s := makeSet(t, kind, 1<<20)
			scanned, redacted := pipeline(t, s, scan, false), pipeline(t, s, redact, true)
			checkCounts(t, kind, len(s.raw), s.planted, countsOf(scanned))
			if scanned.Findings != redacted.Findings || redacted.Replaced != redacted.Findings {
				t.Errorf("scan finds %d, redact finds %d and replaces %d", scanned.Findings, redacted.Findings, redacted.Replaced)
			}
			if scanned.Bytes != int64(len(s.raw)) {
				t.Errorf("%d of %d bytes were read", scanned.Bytes, len(s.raw))
			}
		})
	}
}

// BenchmarkPlan is the whole way from bytes to io.Discard with one worker.
func BenchmarkPlan(b *testing.B) {
	for _, redact := range []bool{false, true} {
		mode := "scan"
		if redact {
			mode = "redact"
		}
		pl := defaultPlan(b, !redact)
		for _, kind := range pipelineKinds {
			b.Run(mode+"/"+kind, func(b *testing.B) {
				s := makeSet(b, kind, benchSize)
				checkCounts(b, kind, len(s.raw), s.planted, countsOf(pipeline(b, s, pl, redact)))
				b.ReportAllocs()
				loop(b, int64(len(s.raw)), func() { pipeline(b, s, pl, redact) })
			})
		}
	}
}

// BenchmarkFormat is what a format alone costs: cutting a file into blocks,
// parsing them and showing every field to an editor that keeps it.
func BenchmarkFormat(b *testing.B) {
	for _, kind := range pipelineKinds {
		b.Run(kind, func(b *testing.B) {
			s := makeSet(b, kind, benchSize)
			b.ReportAllocs()
			loop(b, int64(len(s.raw)), func() {
				if err := eachField(s.input(), keeper{}); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}

// keeper is an Editor that changes nothing.
type keeper struct{}

func (keeper) Field(*formats.Field) (formats.Edit, error) { return formats.Edit{}, nil }
func (keeper) Record(int64, []byte) (formats.RecordAction, error) {
	return formats.KeepRecord, nil
}
func (keeper) Bad(_ int64, _ []byte, cause error) error { return cause }

// Every corpus has a bound, and no bound is of a corpus that is gone.
func TestBoundsAreComplete(t *testing.T) {
	for _, kind := range corpus.Kinds {
		if _, ok := strays[kind]; !ok {
			t.Errorf("corpus %s has no bound of strays", kind)
		}
	}
	for kind := range strays {
		if !slices.Contains(corpus.Kinds, kind) {
			t.Errorf("%s is no corpus", kind)
		}
	}
}
