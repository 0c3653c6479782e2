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

// used is a block whose memory is that of the one before it in its slot.
type used struct {
	number
	alive atomic.Bool
}

// Where cutting is most of the work, one worker may keep at it: still one cuts at
// a time, every block is worked on once, by one, and its memory is used again
// only when it has been emitted.
func TestOrderedSlowCuts(t *testing.T) {
	const blocks = 400
	for _, workers := range []int{1, 2, 3, 8} {
		for _, cut := range []time.Duration{0, 20 * time.Microsecond, 200 * time.Microsecond} {
			t.Run(fmt.Sprintf("%d workers, %v", workers, cut), func(t *testing.T) {
				var cutting, n, emitted int
				worked := make([]atomic.Int32, blocks+1)
				err := ordered(t.Context(), workers, 2*workers+1, func(old formats.Block) (formats.Block, error) {
					if cutting++; cutting != 1 {
						t.Error("two cut at a time")
					}
					defer func() { cutting-- }()
					for from := time.Now(); time.Since(from) < cut; {
					}
					if n == blocks {
						return nil, io.EOF
					}
					n++
					b, _ := old.(*used)
					if b == nil {
						b = &used{}
					}
					if b.alive.Swap(true) {
						t.Errorf("block %d is in the memory of one that is alive", n)
					}
					b.number = number{n}
					return b, nil
				}, func(_ context.Context, s *slot) error {
					b := s.block.(*used)
					if worked[b.n].Add(1) != 1 {
						t.Errorf("block %d is worked on twice", b.n)
					}
					if b.n%3 == 0 {
						runtime.Gosched()
					}
					return nil
				}, func(s *slot) error {
					b := s.block.(*used)
					if emitted++; b.n != emitted {
						t.Errorf("block %d is emitted as number %d", b.n, emitted)
					}
					b.alive.Store(false)
					return nil
				}, func() {})
				if err != nil || emitted != blocks {
					t.Errorf("%v after %d blocks", err, emitted)
				}
			})
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
