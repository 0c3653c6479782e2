package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"time"

	"sluice/formats"
)

// slot is a block, and what a worker made of it. There is a fixed number of
// them, so that the memory of a run is slots x block (law 7), whatever the
// file's size.
type slot struct {
	block formats.Block
	out   result
	err   error
}

// abandonAfter is how long a cancelled run waits for a goroutine that is
// inside a read or a record. Behind it the goroutine is left to itself: it
// owns its slot, and nothing it makes is written.
const abandonAfter = 300 * time.Millisecond

// ordered runs work over the blocks that next cuts, on workers goroutines and
// with slots blocks alive at most, and hands them to emit in the order they
// were cut.
//
// There is no goroutine that reads and none that writes: a worker cuts its
// next block itself, while it is in its own cache, and whoever completes the
// block that is next in the file emits it and those behind it that are ready.
// One worker alone waits for nobody and wakes nobody.
//
// next and emit are each called by one goroutine at a time. The first error in
// the order of the file wins, whichever worker failed first (law 2). A panic
// in any of the three is an error. When ctx ends, ordered returns ctx's error
// within abandonAfter even if a read does not return, but not within a call of
// emit, and there is none behind it; idle is called as soon as the read has
// returned, in any other case before ordered returns.
func ordered(ctx context.Context, workers, slots int, next func(old formats.Block) (formats.Block, error),
	work func(context.Context, *slot) error, emit func(*slot) error, idle func()) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	q := &queue{next: next, emit: emit, free: make(chan *slot, slots), ready: make([]*slot, slots)}
	q.still.L = &q.mu
	for range slots {
		q.free <- &slot{}
	}
	var all sync.WaitGroup
	for range workers {
		all.Go(func() { q.run(ctx, cancel, work) })
	}
	quiet := make(chan struct{})
	go func() {
		all.Wait()
		idle()
		close(quiet)
	}()
	select {
	case <-quiet:
	case <-ctx.Done():
		t := time.NewTimer(abandonAfter)
		defer t.Stop()
		select {
		case <-quiet:
		case <-t.C:
		}
	}
	return q.close(ctx)
}

// queue is the state of ordered.
type queue struct {
	next func(old formats.Block) (formats.Block, error)
	emit func(*slot) error
	free chan *slot

	cutting sync.Mutex // held while next runs
	cuts    int        // blocks cut so far; under cutting
	ended   bool       // next has returned an error; under cutting

	mu       sync.Mutex // for all below; not held while emit runs
	ready    []*slot    // blocks that are done and not emitted, by their number
	emitted  int
	emitting bool      // some goroutine is in emit
	still    sync.Cond // none is any more
	total    int       // blocks of the file, known when last is set
	last     error     // what next ended with; io.EOF where all is well
	err      error     // the first error in the order of the file
	closed   bool      // nothing is emitted any more
}

// run is a worker.
func (q *queue) run(ctx context.Context, cancel context.CancelCauseFunc, work func(context.Context, *slot) error) {
	var s *slot
	for {
		// The slot that was emitted last is still in the cache.
		if s == nil {
			select {
			case s = <-q.free:
			case <-ctx.Done():
				return
			}
		}
		n, ok := q.cut(ctx, s)
		if ok {
			if s.err = ctx.Err(); s.err == nil {
				s.err = guard(func() error { return work(ctx, s) })
			}
		}
		empty, err := q.flush(s, n, ok)
		if err != nil {
			cancel(err)
			return
		}
		if !ok {
			// The others find the same: they need a slot for it.
			q.free <- s
			if empty != nil {
				q.free <- empty
			}
			return
		}
		s = empty
	}
}

// cut puts the next block of the file into s and returns its number; ok is
// false where there is none.
func (q *queue) cut(ctx context.Context, s *slot) (n int, ok bool) {
	q.cutting.Lock()
	defer q.cutting.Unlock()
	if q.ended || ctx.Err() != nil {
		return 0, false
	}
	b, err := cut(q.next, s.block)
	if err != nil {
		q.ended = true
		q.mu.Lock()
		q.total, q.last = q.cuts, err
		q.mu.Unlock()
		return 0, false
	}
	s.block = b
	n = q.cuts
	q.cuts++
	return n, true
}

// flush takes over block n, if there is one, and emits the blocks that are
// next in the order of the file, unless another goroutine is at it. It returns
// a slot that it has emptied, nil if there was none; the error is that of the
// file, and ends everything.
func (q *queue) flush(s *slot, n int, ok bool) (empty *slot, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if ok {
		q.ready[n%len(q.ready)] = s // is nil: there are as many places as slots
	}
	if q.emitting {
		return nil, nil
	}
	q.emitting = true
	for {
		if s = q.take(); s == nil {
			break
		}
		q.mu.Unlock()
		err := guard(func() error { return q.emit(s) })
		q.mu.Lock()
		if err != nil {
			q.err = err
			break
		}
		q.emitted++
		if empty == nil {
			empty = s
		} else {
			q.free <- s
		}
	}
	q.emitting = false
	q.still.Broadcast()
	return empty, q.err
}

// take is the next block in the order of the file, nil if it is not ready or
// is not to be emitted.
func (q *queue) take() *slot {
	if q.closed || q.err != nil {
		return nil
	}
	if q.last != nil && q.emitted == q.total {
		if q.last != io.EOF {
			q.err = q.last
		}
		return nil
	}
	i := q.emitted % len(q.ready)
	s := q.ready[i]
	if s == nil {
		return nil
	}
	q.ready[i] = nil
	if s.err != nil {
		q.err = s.err
		return nil
	}
	return s
}

// close waits for a call of emit that is under way, sees to it that there is
// no other, and returns the outcome.
func (q *queue) close(ctx context.Context) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	for q.emitting {
		q.still.Wait()
	}
	if q.err == nil && (q.last == nil || q.emitted < q.total) {
		return ctx.Err()
	}
	return q.err
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
