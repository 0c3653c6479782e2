package csv

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sluice/formats/internal/lines"
)

// sample is how much of a file decides on its dialect, in bytes: the same for
// every BlockSize.
const sample = 64 << 10

// sampleRows is how many records of the sample are looked at.
const sampleRows = 200

// delimiters that are looked for, the likelier ones first.
const delimiters = ",\t;|"

func pad(p []byte) []byte {
	b := append(make([]byte, 0, len(p)+lines.Pad), p...)
	for range lines.Pad {
		b = append(b, '\n')
	}
	return b
}

// crOnly reports whether the first line end outside of quotes is a carriage
// return alone.
func crOnly(head []byte) bool {
	inside := false
	for i, c := range head {
		switch {
		case c == '"':
			inside = !inside
		case inside:
		case c == '\n':
			return false
		case c == '\r':
			return i+1 < len(head) && head[i+1] != '\n'
		}
	}
	return false
}

// records reads the records of head that are complete; whole says that the
// file ends with head. cells of the record are only valid during the call.
func (d dialect) records(head []byte, whole bool, each func(b []byte, cells []cell) bool) {
	b, n := pad(head), len(head)
	var cells []cell
	for i := 0; i < n; {
		if j := d.blank(b, i, n); j > i {
			i = j
			continue
		}
		cells = cells[:0]
		for {
			c, ok := d.cellAt(b, i, n)
			if !ok {
				return
			}
			cells = append(cells, c)
			i = c.next
			if c.last {
				break
			}
		}
		if i >= n && !whole && (n == 0 || b[n-1] != '\n' && !(d.cr && b[n-1] == '\r')) {
			return
		}
		if !each(b, cells) {
			return
		}
	}
}

// delimiter finds the one that cuts the records of head into the same number
// of cells most consistently; 0 if none cuts them into more than one.
func delimiter(head []byte, cr, whole bool) (best byte, share float64) {
	most := 0
	for _, d := range []byte(delimiters) {
		counts := map[int]int{}
		rows := 0
		dialect{delim: d, cr: cr}.records(head, whole, func(_ []byte, cells []cell) bool {
			counts[len(cells)]++
			rows++
			return rows < sampleRows
		})
		width, agree := 0, 0
		for w, n := range counts {
			if w > 1 && (n > agree || n == agree && w > width) {
				width, agree = w, n
			}
		}
		if agree == 0 {
			continue
		}
		// A tie goes to the greater number of cells, then to the likelier
		// delimiter.
		if s := float64(agree) / float64(rows); s > share || s == share && width > most {
			best, share, most = d, s, width
		}
	}
	return best, share
}

// looksLikeHeader decides for HeaderAuto. A header passes by the Editor, so
// that in doubt the first record is data: it is a header only if all its
// cells could be names, no two are the same, and none of them comes back as a
// value of its column.
func (d dialect) looksLikeHeader(head []byte, whole bool) bool {
	var names [][]byte
	header, rows := false, 0
	var scratch []byte
	d.records(head, whole, func(b []byte, cells []cell) bool {
		rows++
		if rows == 1 {
			seen := map[string]bool{}
			for i := range cells {
				text := bytes.TrimSpace(cells[i].text(b, &scratch))
				// pandas leaves the name of its index empty.
				if !(i == 0 && len(text) == 0 && len(cells) > 1) && !couldBeName(text) {
					return false
				}
				if key := string(text); seen[key] {
					return false
				} else {
					seen[key] = true
				}
				names = append(names, bytes.Clone(text))
			}
			header = true
			return true
		}
		for i := range cells {
			if i < len(names) && len(names[i]) > 0 && bytes.Equal(bytes.TrimSpace(cells[i].text(b, &scratch)), names[i]) {
				header = false
				return false
			}
		}
		return rows < sampleRows
	})
	return header
}

func couldBeName(text []byte) bool {
	if len(text) == 0 || len(text) > 128 || !utf8.Valid(text) {
		return false
	}
	if _, err := strconv.ParseFloat(string(text), 64); err == nil {
		return false // and with it inf, nan
	}
	switch strings.ToLower(string(text)) {
	case "true", "false", "null", "none", "na", "n/a", "yes", "no":
		return false
	}
	letters, digits, run, words := 0, 0, 0, 0
	space := true
	for _, r := range string(text) {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
			if run++; run > 4 {
				return false
			}
			space = false
			continue
		case r == '@', r == '\n', r == '\r', r == '!', r == '"', r == '<', r == '{':
			return false
		}
		run = 0
		if unicode.IsSpace(r) {
			space = true
		} else {
			if space {
				words++
			}
			space = false
		}
	}
	last := text[len(text)-1]
	return letters > 0 && digits <= 6 && words <= 8 && last != '.' && !bytes.Contains(text, []byte("://"))
}
