package sluice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sluice/formats"
)

// slot is a block, and what a worker made of it. There is a fixed number of
// them, so that the memory of a run is slots x block (law 7), whatever the
// file's size.
type slot struct {
	block formats.Block
	n     int // the block's number in the file
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
// One worker alone waits for nobody and wakes nobody. Where cutting is much of
// the work, as decompressing is, one of several workers keeps at it, for what it
// cuts from is in its own cache, and takes a block itself when there is one for
// each of the others.
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
	q := &queue{next: next, emit: emit, workers: workers, free: make(chan *slot, slots), waiting: make(chan *slot, slots),
		turn: make(chan struct{}, 1), ready: make([]*slot, slots)}
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

	workers int
	waiting chan *slot    // blocks that are cut and not worked on
	turn    chan struct{} // holds one while next runs
	cuts    int           // blocks cut so far; in turn
	ended   bool          // next has returned an error; in turn
	cutting time.Duration // in next; in turn
	working atomic.Int64  // in work, nanoseconds

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
	w := hand{q: q}
	for {
		s := w.block(ctx)
		if s != nil {
			if s.err = ctx.Err(); s.err == nil {
				from := time.Now()
				s.err = guard(func() error { return work(ctx, s) })
				q.working.Add(int64(time.Since(from)))
			}
		}
		empty, err := q.flush(s)
		if err != nil {
			cancel(err)
			return
		}
		w.empty = empty
		if s == nil {
			w.giveBack()
			return
		}
	}
}

// hand is what a worker has besides its block.
type hand struct {
	q     *queue
	empty *slot // emitted last, it is still in the cache
	cuts  bool  // the worker was the last to cut
}

// giveBack lets others have the slot that the worker does not need.
func (w *hand) giveBack() {
	if w.empty != nil {
		w.q.free <- w.empty
		w.empty = nil
	}
}

// block is the worker's next block, nil where there is none.
func (w *hand) block(ctx context.Context) *slot {
	q := w.q
	for {
		if !w.cuts {
			if s := w.take(); s != nil {
				w.giveBack()
				return s
			}
		}
		if w.empty == nil {
			select {
			case w.empty = <-q.free:
			case s := <-q.waiting:
				return s
			case <-ctx.Done():
				return nil
			}
		}
		select {
		case q.turn <- struct{}{}:
			s, more := w.cut(ctx)
			<-q.turn
			if s != nil || !more {
				return s
			}
		case s := <-q.waiting:
			w.cuts = false
			w.giveBack()
			return s
		case <-ctx.Done():
			return nil
		}
	}
}

// cut cuts the next block of the file, or several, and returns the worker's, nil
// if the others have taken all. more is false at the end of the file.
func (w *hand) cut(ctx context.Context) (s *slot, more bool) {
	q := w.q
	for w.empty != nil {
		if !q.cut(ctx, w.empty) {
			w.giveBack()
			w.cuts = false
			return w.take(), false
		}
		s, w.empty = w.empty, nil
		w.cuts = q.workers > 1 && int64(q.cutting) > q.working.Load()/slowCut
		if !w.cuts {
			return s, true
		}
		q.waiting <- s // there is room for all
		if len(q.waiting) < q.workers {
			select {
			case w.empty = <-q.free:
			default:
			}
		}
	}
	return w.take(), true
}

// take is a block that is cut, nil if there is none.
func (w *hand) take() *slot {
	select {
	case s := <-w.q.waiting:
		return s
	default:
		return nil
	}
}

// slowCut: cutting that takes more than this part of the work's time is left to
// one worker.
const slowCut = 3

// cut puts the next block of the file into s; false where there is none. It is
// the caller's turn.
func (q *queue) cut(ctx context.Context, s *slot) bool {
	if q.ended || ctx.Err() != nil {
		return false
	}
	from := time.Now()
	b, err := cut(q.next, s.block)
	if err != nil {
		q.ended = true
		q.mu.Lock()
		q.total, q.last = q.cuts, err
		q.mu.Unlock()
		return false
	}
	q.cutting += time.Since(from)
	s.block, s.n = b, q.cuts
	q.cuts++
	return true
}

// flush takes over a block, if there is one, and emits the blocks that are
// next in the order of the file, unless another goroutine is at it. It returns
// a slot that it has emptied, nil if there was none; the error is that of the
// file, and ends everything.
func (q *queue) flush(s *slot) (empty *slot, err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if s != nil {
		q.ready[s.n%len(q.ready)] = s // is nil: there are as many places as slots
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
