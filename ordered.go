package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"sluice/formats"
)

// slot is one place in the ring: a block, and what a worker made of it. The
// memory of a run is slots x block (law 7), whatever the file's size.
type slot struct {
	block formats.Block
	out   result
	err   error
	done  chan struct{} // one token when the worker is through
}

// abandonAfter is how long a cancelled run waits for a goroutine that is
// inside a read or a record. Behind it the goroutine is left to itself: it
// owns its slot, and nothing it makes is written.
const abandonAfter = 300 * time.Millisecond

// ordered runs work over the blocks that next cuts, on workers goroutines and
// with slots blocks alive at most, and hands them to emit in the order they were cut. A slot's place in the
// queue is taken before its work starts, so that order needs no sorting and
// memory no bound of its own.
//
// next and emit are each called by one goroutine at a time. The first error in
// the order of the file wins, whichever worker failed first (law 2). A panic
// in any of the three is an error. When ctx ends, ordered returns ctx's error
// within abandonAfter even if a read does not return; idle is then called as
// soon as it has, in any other case before ordered returns.
func ordered(ctx context.Context, workers, slots int, next func(old formats.Block) (formats.Block, error),
	work func(context.Context, *slot) error, emit func(*slot) error, idle func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	free := make(chan *slot, slots)
	jobs := make(chan *slot, slots)
	queue := make(chan *slot, slots)
	for range slots {
		free <- &slot{done: make(chan struct{}, 1)}
	}

	// The group's error is that of reading: the others' travel with their slots,
	// in order.
	var all errgroup.Group
	all.Go(func() error {
		defer close(queue)
		defer close(jobs)
		for {
			var s *slot
			select {
			case s = <-free:
			case <-ctx.Done():
				return nil
			}
			b, err := cut(next, s.block)
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			s.block, s.err = b, nil
			queue <- s // cannot block: there are as many places as slots
			jobs <- s
		}
	})
	for range workers {
		all.Go(func() error {
			for s := range jobs {
				if err := ctx.Err(); err != nil {
					s.err = err
				} else {
					s.err = guard(func() error { return work(ctx, s) })
				}
				s.done <- struct{}{}
			}
			return nil
		})
	}

	err := func() error {
		for {
			var s *slot
			var ok bool
			select {
			case s, ok = <-queue:
			case <-ctx.Done():
				return ctx.Err()
			}
			if !ok {
				// Every slot was emitted: there is nothing left to wait for.
				if err := all.Wait(); err != nil {
					return err
				}
				return ctx.Err()
			}
			select {
			case <-s.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if s.err != nil {
				return s.err
			}
			if err := guard(func() error { return emit(s) }); err != nil {
				return err
			}
			free <- s
		}
	}()
	cancel(err)
	quiet := make(chan struct{})
	go func() {
		_ = all.Wait() // only the emitter, above, asks for the error
		idle()
		close(quiet)
	}()
	if err == nil {
		<-quiet
		return nil
	}
	t := time.NewTimer(abandonAfter)
	defer t.Stop()
	select {
	case <-quiet:
	case <-t.C:
	}
	return err
}

func cut(next func(formats.Block) (formats.Block, error), old formats.Block) (b formats.Block, err error) {
	err = guard(func() error {
		var err error
		b, err = next(old)
		return err
	})
	return b, err
}

// guard turns a panic into an error that names the places of the program, not
// what the data was: only the texts of the runtime's own errors, which hold
// numbers at most, are passed on. The record is not skipped; the file stops
// (law 5).
func guard(f func() error) (err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		why := fmt.Sprintf("%T", p)
		var re runtime.Error
		if e, ok := p.(error); ok && errors.As(e, &re) {
			why = strings.TrimPrefix(re.Error(), "runtime error: ")
		}
		var pcs [12]uintptr
		frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs[:])])
		var at []string
		for len(at) < 4 {
			fr, more := frames.Next()
			if !strings.HasPrefix(fr.Function, "runtime.") && fr.Function != "" {
				file := fr.File[strings.LastIndexByte(fr.File, '/')+1:]
				at = append(at, fmt.Sprintf("%s:%d", file, fr.Line))
			}
			if !more {
				break
			}
		}
		err = &InternalError{Why: why, At: strings.Join(at, " < ")}
	}()
	return f()
}

// InternalError is a defect of sluice itself or of code that it was given. It
// holds no data.
type InternalError struct {
	Why string // the kind of panic
	At  string // source lines, innermost first
}

func (e *InternalError) Error() string {
	return "internal error (" + e.Why + ") at " + e.At + "; nothing was written"
}
