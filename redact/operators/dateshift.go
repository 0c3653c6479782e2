package operators

import (
	"crypto/sha256"
	"encoding/binary"

	"sluice/redact"
)

func dateshiftSpec() Spec {
	return Spec{
		Name: "dateshift",
		Doc: "Moves dates by a secret number of days, the same for all dates of an entity (a patient), so that intervals stay. The format stays, months and weekdays by name " +
			"included, and the result is a date of the calendar; a time of day is not touched. Formats: ISO 8601, day, month and year in any order with - / . or spaces, " +
			"month names in nine languages, 19840312, month and year, a year alone.",
		Params: []Param{
			{Name: "by", Type: Enum, Default: "dataset", Values: []string{"dataset", "entity"},
				Doc: "dataset: one shift for all. entity: one for each value of the policy's entity column, which must be named."},
			{Name: "days", Type: Int, Default: "365", Min: 7, Max: 3650, Doc: "The shift is 1 to this many days, forward or back."},
			{Name: "fallback", Type: Enum, Default: "label", Values: []string{"", "label", "mask", "pseudonym", "encrypt", "drop"},
				Doc: "The operator, with its defaults, for what is no date that can be read; empty: an error."},
			scopeParam,
		},
		Keyed: true, Scoped: true,
		make: func(a *args, env Env) (redact.Operator, error) {
			s := &dateshift{entity: a.str("by") == "entity", days: a.int("days"), mac: newMAC(env.Keys.Active(), purpose("dateshift", a))}
			if s.entity && !env.Entity {
				return nil, a.fail("by", "entity needs an entity column named in the policy")
			}
			var err error
			s.fallback, err = newFallback(a, env)
			return s, err
		},
	}
}

type dateshift struct {
	entity   bool
	days     int
	mac      *macer
	fallback redact.Operator
}

func (*dateshift) Name() string { return "dateshift" }

// offset is never 0.
func (s *dateshift) offset(entity []byte) int {
	var sum [sha256.Size]byte
	s.mac.sum(&sum, "entity", entity)
	x := binary.BigEndian.Uint64(sum[:])
	days := 1 + int(x>>1%uint64(s.days))
	if x&1 == 0 {
		return -days
	}
	return days
}

func (s *dateshift) Apply(dst []byte, v redact.Value) ([]byte, error) {
	n := len(dst)
	var entity []byte
	if s.entity && v.Record != nil {
		entity = v.Record.Entity
	}
	// A record without an entity must not fall in with all the others that
	// have none: its dates go to the fallback.
	if !s.entity || len(entity) > 0 {
		if d, ok := parseDate(v.Text, regionOf(v)); ok {
			if out, ok := d.shift(dst, v.Text, s.offset(entity)); ok {
				return fits(out, n, v, "dateshift")
			}
		}
	}
	if s.fallback != nil {
		return s.fallback.Apply(dst, v)
	}
	return dst, fail("dateshift", v, redact.ErrDomain)
}

// Own knows what the fallback wrote.
func (s *dateshift) Own(text []byte) int {
	if r, ok := s.fallback.(redact.Recognizer); ok {
		return r.Own(text)
	}
	return 0
}

// Blends implements redact.Blender: a date is a date.
func (s *dateshift) Blends(v redact.Value) bool {
	_, ok := parseDate(v.Text, regionOf(v))
	return ok
}

// Fallback implements redact.Wrapper.
func (s *dateshift) Fallback() redact.Operator { return s.fallback }
