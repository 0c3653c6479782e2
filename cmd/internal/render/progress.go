package render

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sluice"
)

// Progress shows how far a run is: a bar on a terminal, a line every ten
// seconds in a log file, nothing in a pipe.
type Progress struct {
	stop chan struct{}
	done chan struct{}
}

// StartProgress shows p on w until Stop.
func StartProgress(w io.Writer, p *sluice.Progress, now func() time.Time) *Progress {
	f, ok := w.(*os.File)
	if !ok {
		return nil
	}
	st, err := f.Stat()
	if err != nil {
		return nil
	}
	every, bar := 10*time.Second, false
	switch {
	case st.Mode()&os.ModeCharDevice != 0:
		if null, err := os.Stat(os.DevNull); err == nil && os.SameFile(st, null) || os.Getenv("TERM") == "dumb" {
			return nil
		}
		every, bar = 200*time.Millisecond, true
	case !st.Mode().IsRegular():
		return nil
	}
	pg := &Progress{stop: make(chan struct{}), done: make(chan struct{})}
	from := now()
	go func() {
		defer close(pg.done)
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			select {
			case <-pg.stop:
				if bar {
					fmt.Fprint(w, "\r\x1b[K")
				}
				return
			case <-t.C:
				s := Line(p, now().Sub(from), bar)
				if bar {
					fmt.Fprint(w, "\r\x1b[K"+s)
				} else {
					fmt.Fprintln(w, "sluice: "+s)
				}
			}
		}
	}()
	return pg
}

// Stop takes the bar away. A nil Progress shows nothing.
func (p *Progress) Stop() {
	if p == nil {
		return
	}
	close(p.stop)
	<-p.done
}

// Line is the state of a run in one line.
func Line(p *sluice.Progress, took time.Duration, bar bool) string {
	done, all := p.BytesDone.Load(), p.Bytes.Load()
	rate := float64(done) / max(took.Seconds(), 0.001)
	var b strings.Builder
	if all > 0 {
		share := min(1, float64(done)/float64(all))
		if bar {
			const width = 24
			n := int(share * width)
			b.WriteString("[" + strings.Repeat("=", n) + strings.Repeat(" ", width-n) + "] ")
		}
		fmt.Fprintf(&b, "%3.0f %%  ", 100*share)
	}
	fmt.Fprintf(&b, "%s  %s/s", Size(done), Size(int64(rate)))
	if files := p.Files.Load(); files > 1 {
		fmt.Fprintf(&b, "  %d of %d files", p.FilesDone.Load(), files)
	}
	if all > done && rate > 0 && took > time.Second {
		fmt.Fprintf(&b, "  %s left", Seconds(float64(all-done)/rate))
	}
	return b.String()
}
