package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"sluice/formats"
)

// number is a block that is nothing but its place.
type number struct{ n int }

func (number) Rewrite(formats.Editor) error { return nil }
func (number) Rows() int64                  { return 1 }
func (number) Size() int64                  { return 1 }

func numbers(n int) func(formats.Block) (formats.Block, error) {
	i := 0
	return func(formats.Block) (formats.Block, error) {
		if i == n {
			return nil, io.EOF
		}
		i++
		return number{i}, nil
	}
}

func TestOrderedKeepsOrder(t *testing.T) {
	for _, workers := range []int{1, 2, 3, 8} {
		r := rand.New(rand.NewPCG(uint64(workers), 1))
		waits := make([]time.Duration, 301)
		for i := range waits {
			waits[i] = time.Duration(r.IntN(200)) * time.Microsecond
		}
		last := 0
		idle := false
		err := ordered(t.Context(), workers, 2*workers+1, numbers(300), func(_ context.Context, s *slot) error {
			time.Sleep(waits[s.block.(number).n])
			return nil
		}, func(s *slot) error {
			if n := s.block.(number).n; n != last+1 {
				return fmt.Errorf("%d after %d", n, last)
			}
			last++
			return nil
		}, func() { idle = true })
		if err != nil || last != 300 || !idle {
			t.Errorf("%d workers: %v, last %d, idle %v", workers, err, last, idle)
		}
	}
}

// The first error in the order of the file wins, whoever fails first.
func TestOrderedFirstErrorOfTheFile(t *testing.T) {
	for range 50 {
		emitted := 0
		err := ordered(t.Context(), 4, 2*4+1, numbers(40), func(_ context.Context, s *slot) error {
			switch s.block.(number).n {
			case 7:
				time.Sleep(2 * time.Millisecond)
				return errors.New("seven")
			case 8, 9:
				return errors.New("later")
			}
			return nil
		}, func(*slot) error { emitted++; return nil }, func() {})
		if err == nil || err.Error() != "seven" || emitted != 6 {
			t.Fatalf("%v after %d blocks", err, emitted)
		}
	}
}

// However few slots there are, every worker comes to its end, and no more of
// them than slots are ever alive.
func TestOrderedFewSlots(t *testing.T) {
	for _, c := range []struct{ workers, slots, blocks int }{{1, 1, 50}, {2, 1, 50}, {2, 2, 1}, {2, 2, 50}, {3, 2, 50}, {4, 5, 3}, {8, 9, 200}, {3, 4, 0}} {
		var alive atomic.Int32
		next, emitted := numbers(c.blocks), 0
		err := ordered(t.Context(), c.workers, c.slots, func(old formats.Block) (formats.Block, error) {
			b, err := next(old)
			if err == nil && alive.Add(1) > int32(c.slots) {
				t.Errorf("%+v: more blocks than slots", c)
			}
			return b, err
		}, func(_ context.Context, s *slot) error {
			if s.block.(number).n%7 == 0 {
				time.Sleep(100 * time.Microsecond)
			}
			return nil
		}, func(*slot) error { emitted++; alive.Add(-1); return nil }, func() {})
		if err != nil || emitted != c.blocks {
			t.Errorf("%+v: %v after %d blocks", c, err, emitted)
		}
	}
}

func TestOrderedReadErrorComesLast(t *testing.T) {
	n, emitted := 0, 0
	err := ordered(t.Context(), 3, 2*3+1, func(formats.Block) (formats.Block, error) {
		if n++; n > 5 {
			return nil, errors.New("torn")
		}
		return number{n}, nil
	}, func(context.Context, *slot) error { time.Sleep(time.Millisecond); return nil },
		func(*slot) error { emitted++; return nil }, func() {})
	if err == nil || err.Error() != "torn" || emitted != 5 {
		t.Errorf("%v after %d blocks", err, emitted)
	}
}

// A panic anywhere is an error that does not hold what it was thrown with.
func TestLaw5PanicIsAnError(t *testing.T) {
	const secret = "4929 0000 value"
	boom := func() { panic(secret) }
	index := func() { var s []int; _ = s[len(secret)] }
	for name, f := range map[string]func(){"value": boom, "runtime": index, "error": func() { panic(errors.New(secret)) }} {
		for _, where := range []string{"next", "work", "emit"} {
			t.Run(name+"/"+where, func(t *testing.T) {
				next := numbers(20)
				err := ordered(t.Context(), 2, 2*2+1, func(old formats.Block) (formats.Block, error) {
					b, err := next(old)
					if where == "next" && err == nil && b.(number).n == 5 {
						f()
					}
					return b, err
				}, func(_ context.Context, s *slot) error {
					if where == "work" && s.block.(number).n == 5 {
						f()
					}
					return nil
				}, func(s *slot) error {
					if where == "emit" && s.block.(number).n == 5 {
						f()
					}
					return nil
				}, func() {})
				var ie *InternalError
				if !errors.As(err, &ie) {
					t.Fatalf("got %v", err)
				}
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error shows the panic's value: %q", err)
				}
				if !strings.Contains(ie.At, "ordered_test.go") {
					t.Errorf("the error does not say where: %q", ie.At)
				}
			})
		}
	}
}

// Cancelling returns within a second, also where a read never does.
func TestOrderedCancelWhileReading(t *testing.T) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(t.Context())
	stuck := make(chan struct{})
	var idle atomic.Bool
	time.AfterFunc(20*time.Millisecond, cancel)
	from := time.Now()
	err := ordered(ctx, 2, 2*2+1, func(formats.Block) (formats.Block, error) { <-stuck; return nil, io.EOF },
		func(context.Context, *slot) error { return nil }, func(*slot) error { return nil }, func() { idle.Store(true) })
	if !errors.Is(err, context.Canceled) || time.Since(from) > time.Second {
		t.Fatalf("%v after %v", err, time.Since(from))
	}
	if idle.Load() {
		t.Error("the reader was released while a read was going on")
	}
	close(stuck)
	for range 100 {
		if idle.Load() && runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("goroutines are left: %d, were %d", runtime.NumGoroutine(), before)
}
