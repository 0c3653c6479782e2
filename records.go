package sluice

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"sluice/formats"
	"sluice/redact"
)

// fate is what the fields of a record have decided about it so far.
type fate struct {
	action   redact.Action
	findings int
	record   *redact.Record
}

// fate is the state of a record; in row formats at most one is alive.
func (w *worker) fate(row int64) *fate {
	ft := w.fates[row]
	if ft == nil {
		if n := len(w.spare); n > 0 {
			ft, w.spare = w.spare[n-1], w.spare[:n-1]
		} else {
			ft = &fate{}
		}
		w.fates[row] = ft
	}
	return ft
}

func (w *worker) record(row int64) *redact.Record {
	ft := w.fate(row)
	if ft.record == nil {
		ft.record = new(redact.Record)
	}
	return ft.record
}

// Record implements formats.Editor.
func (w *worker) Record(row int64, raw []byte) (formats.RecordAction, error) {
	if len(w.fates) == 0 {
		return formats.KeepRecord, nil
	}
	ft := w.fates[row]
	if ft == nil {
		return formats.KeepRecord, nil
	}
	delete(w.fates, row)
	action := ft.action
	if w.plan.maxFindings > 0 && ft.findings > w.plan.maxFindings && w.run.mode == redacting && action == redact.Replace {
		action = redact.DropRecord
	}
	if ft.record != nil {
		ft.record.Reset()
	}
	*ft = fate{record: ft.record}
	w.spare = append(w.spare, ft)
	switch action {
	case redact.DropRecord:
		w.out.dropped++
		return formats.DropRecord, nil
	case redact.Quarantine:
		if err := w.setAside(row, raw, "policy", nil); err != nil {
			return formats.KeepRecord, err
		}
		return formats.DropRecord, nil
	}
	return formats.KeepRecord, nil
}

// Bad implements formats.Editor: what cannot be read is never passed on
// unread (law 5).
func (w *worker) Bad(row int64, raw []byte, cause error) error {
	if w.plan.onBad != SetAside {
		return cause // made fit to be seen by named
	}
	if w.run.mode == scanning || w.run.mode == verifying {
		w.out.bad++
		if !w.run.quarantine {
			w.out.setAside++
			return nil
		}
	}
	if ft := w.fates[row]; ft != nil { // fields of it were seen before it broke
		delete(w.fates, row)
	}
	return w.setAside(row, raw, "unreadable", cause)
}

// setAside writes a record to the quarantine.
func (w *worker) setAside(row int64, raw []byte, why string, cause error) error {
	if !w.run.quarantine {
		return fmt.Errorf("%s: row %d: the record is to be put aside, but no quarantine was given", w.run.name, row)
	}
	if raw == nil {
		return fmt.Errorf("%s: row %d: records of this format cannot be put aside one by one; use drop_record", w.run.name, row)
	}
	b := append(w.out.quarantine, `{"file":`...)
	b = appendJSON(b, w.run.name)
	b = append(b, `,"row":`...)
	b = strconv.AppendInt(b, row, 10)
	b = append(b, `,"reason":"`...)
	b = append(b, why...)
	b = append(b, '"')
	if cause != nil {
		b = append(b, `,"error":`...)
		b = appendJSON(b, w.safe(cause).Error())
	}
	if utf8.Valid(raw) {
		b = append(b, `,"raw":`...)
		b = appendJSON(b, raw)
	} else {
		b = append(b, `,"raw_base64":"`...)
		b = appendBase64(b, raw)
		b = append(b, '"')
	}
	w.out.quarantine = append(b, '}', '\n')
	w.out.setAside++
	return nil
}
